import type { Outcome } from '../query/query.js'
import { onSettled } from '../runtime/on-settled.js'
import type { Statement } from './statement.js'

/** Ends the statement with the value or error of `result`, and passes it on: {@link onSettled}. */
export function endWith<R>(
  statement: Statement,
  result: R,
  outcomeOf: (value: Awaited<R>) => Outcome,
): R {
  return onSettled(result, {
    value: (value) => statement.end(outcomeOf(value)),
    error: (error) => statement.end({ error }),
  })
}

/** Runs `run`; if it throws, the statement ends with the error. */
export function failWith<T>(statement: Statement, run: () => T): T {
  try {
    return run()
  } catch (error) {
    statement.end({ error })
    throw error
  }
}

/** The same for a function and its arguments, which saves a closure per statement (bench "queries"). */
export function failWithCall(
  statement: Statement,
  fn: (...args: never[]) => unknown,
  self: unknown,
  args: readonly unknown[],
): unknown {
  try {
    return Reflect.apply(fn, self, args)
  } catch (error) {
    statement.end({ error })
    throw error
  }
}
