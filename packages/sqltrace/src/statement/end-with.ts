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

/** Calls `fn`; if it throws, the statement ends with the error. It takes the arguments as `handOver` does. */
export function failWith<R>(
  statement: Statement,
  fn: (...args: never[]) => R,
  self: unknown,
  args: readonly unknown[],
): R {
  try {
    return Reflect.apply(fn, self, args)
  } catch (error) {
    statement.end({ error })
    throw error
  }
}
