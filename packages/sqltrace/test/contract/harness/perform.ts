import { setTimeout as sleep } from 'node:timers/promises'
import { describe } from './describe.js'
import { recordProcess } from './record-process.js'
import type { Scenario } from './scenario.js'
import { Stage } from './stage.js'
import type { Wrap } from './stage.js'

/** The outcome of a scenario. */
export interface Performance {
  readonly result: unknown
  readonly notes: unknown
  /** What would have crashed the process: unhandled rejections, exceptions, error events. */
  readonly crashes: readonly unknown[]
  readonly warnings: readonly string[]
}

/** Runs a scenario with fresh clients. Unexpected errors are thrown. */
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
