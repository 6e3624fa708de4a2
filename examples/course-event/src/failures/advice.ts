import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Advice } from 'sqltrace/advice'
import { startLoad, type Crowd } from '../stage/load.js'
import type { Stage } from '../stage/stage.js'

/** Visitors to the pages below `prefix`, for some seconds. */
export interface Visit {
  readonly crowd: Crowd
  readonly seconds: number
  readonly prefix?: string
}

/** The advice from three processes of the platform during visits. */
export async function adviceDuring(
  stage: Stage,
  visits: readonly Visit[],
): Promise<readonly Advice[]> {
  const file = join(tmpdir(), `course-event-advice-${process.pid}`)
  const apps = await stage.startApps(3, { ADVICE_FILE: file })
  for (const { crowd, seconds, prefix } of visits) {
    const load = startLoad(apps.urls, crowd, prefix)
    await sleep(1000 * seconds)
    await load.stop()
  }
  await apps.stop()
  const advice = (await readFile(file, 'utf8').catch(() => '')).split('\n').filter(Boolean)
  await rm(file, { force: true })
  return advice.map((line) => JSON.parse(line) as Advice)
}
