import type { Statement } from '../statement/statement.js'
import { outcomeOf } from './outcome.js'
import type { QueryArguments } from './query-arguments.js'

export type Send = (...args: unknown[]) => unknown

/** A call of `query` that is ready to go. */
export type PlannedQuery = (send: Send) => unknown

/** Sends `query` with the text `sent`; the statement ends with the answer. `callback` takes the place of the query's. */
export function sendTagged(
  statement: Statement,
  query: QueryArguments,
  sent: string,
  callback: Callback | undefined,
): PlannedQuery {
  const args = query.with(sent, callback && endingCallback(statement, callback))
  return (send) => {
    const result = failWith(statement, () => send(...args))
    return settle(statement, result, callback)
  }
}

function endingCallback(statement: Statement, callback: Callback): Callback {
  return function (this: unknown, ...results: unknown[]) {
    statement.end(outcomeOf(results[0], results[1]))
    return callback.apply(this, results)
  }
}

type Callback = NonNullable<QueryArguments['callback']>

/** The derived promise is of the same class, and a rejection that nobody handles stays one. */
function settle(statement: Statement, result: unknown, callback: Callback | undefined): unknown {
  const promise = result as Promise<unknown> | undefined
  if (callback || typeof promise?.then !== 'function') return result
  return promise.then(
    (value) => {
      statement.end(outcomeOf(undefined, value))
      return value
    },
    (error) => {
      statement.end({ error })
      throw error
    },
  )
}

/** Runs `run`; the statement ends with what it throws. */
export function failWith<T>(statement: Statement, run: () => T): T {
  try {
    return run()
  } catch (error) {
    statement.end({ error })
    throw error
  }
}
