import { setTimeout as sleep } from 'node:timers/promises'
import { describe } from './describe.js'
import { recordProcess } from './record-process.js'
import type { Scenario } from './scenario.js'
import { Stage } from './stage.js'
import type { Wrap } from './stage.js'

/** What became of a scenario. */
export interface Performance {
  readonly result: unknown
  readonly notes: unknown
  /** What would have ended the process: rejections that nobody handles, exceptions, error events. */
  readonly crashes: readonly unknown[]
  readonly warnings: readonly string[]
}

/** Plays a scenario on fresh clients. An error that the scenario did not expect goes through. */
export async function perform(scenario: Scenario, url: string, wrap: Wrap): Promise<Performance> {
  const stage = new Stage(url, wrap)
  const recorded = recordProcess()
  try {
    const result = describe(await scenario(stage))
    const notes = describe(stage.notes)
    await stage.tearDown()
    await sleep(1)
    return { result, notes, ...recorded.read() }
  } catch (error) {
    await stage.tearDown()
    throw error
  } finally {
    recorded.stop()
  }
}
