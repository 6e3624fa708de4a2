import { afterAll, beforeAll } from 'vitest'
import { readSources, type Source } from '../dist/checker/sources.js'
import { startStage, type Stage } from '../dist/stage/stage.js'

/** What the tests of a file share. */
interface Running {
  stage: Stage
  sources: Source[]
}

/** Starts the stage before the tests of a file, and stops it behind them. `limit`: milliseconds. */
export function useStage(limit: number): Running {
  const running = {} as Running
  beforeAll(async () => {
    running.stage = await startStage()
    running.sources = await readSources()
  }, limit)
  afterAll(() => running.stage.stop())
  return running
}
