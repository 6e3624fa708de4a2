import type { Statement } from './statement.js'

/** Runs `run`; the statement ends with what it throws. */
export function failWith<T>(statement: Statement, run: () => T): T {
  try {
    return run()
  } catch (error) {
    statement.end({ error })
    throw error
  }
}
