import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Advice } from 'sqltrace/advice'
import { startLoad, type Crowd } from '../stage/load.js'
import type { Stage } from '../stage/stage.js'

/** The advice that one process of the platform gives while visitors come. */
export async function adviceUnder(
  stage: Stage,
  crowd: Crowd,
  seconds: number,
): Promise<readonly Advice[]> {
  const file = join(tmpdir(), `course-event-advice-${process.pid}`)
  const apps = await stage.startApps(1, { ADVICE_FILE: file })
  const load = startLoad(apps.urls, crowd)
  await sleep(1000 * seconds)
  await load.stop()
  await apps.stop()
  const advice = (await readFile(file, 'utf8').catch(() => '')).split('\n').filter(Boolean)
  await rm(file, { force: true })
  return advice.map((line) => JSON.parse(line) as Advice)
}
