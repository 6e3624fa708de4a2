import { afterAll, beforeAll } from 'vitest'
import { readSources, type Source } from '../dist/checker/sources.js'
import { startStage, type Stage } from '../dist/stage/stage.js'

/** What the tests in a file share. */
interface Running {
  stage: Stage
  sources: Source[]
}

/** Starts the stage before a file's tests and stops it after them. `limit` is the timeout in milliseconds. */
export function useStage(limit: number): Running {
  const running = {} as Running
  beforeAll(async () => {
    running.stage = await startStage()
    running.sources = await readSources()
  }, limit)
  afterAll(() => running.stage.stop())
  return running
}
