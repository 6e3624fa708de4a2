import { readFile } from 'node:fs/promises'
import type { Stage } from '../stage/stage.js'

/** A statement in a reader's log, with sqltrace and without. */
export interface SwitchedOff {
  readonly traced: string
  readonly off: string
}

/** Requests the same page from the same build twice. */
export async function switchedOff(stage: Stage): Promise<SwitchedOff> {
  return {
    traced: await logged(stage, {}),
    off: await logged(stage, { SQLTRACE_DISABLED: 'true' }),
  }
}

const wanted = /execute .*lower\("courses"/

/** A course page is slow enough to be logged. */
async function logged(stage: Stage, env: Readonly<Record<string, string>>): Promise<string> {
  const apps = await stage.startApps(1, env)
  const before = await logOf(stage)
  await Promise.all([1, 2].map((course) => fetch(`${apps.urls[0]}/courses/course-${course}`)))
  await apps.stop()
  const after = await logOf(stage)
  const isNew = (line: string) => wanted.test(line) && !before.includes(line)
  return after.find(isNew) ?? ''
}

async function logOf({ cluster }: Stage): Promise<string[]> {
  const logs = cluster.readers.map(({ logFile }) => readFile(logFile, 'utf8'))
  return (await Promise.all(logs)).join('').split('\n')
}
