import { endWith, failWith } from '../statement/end-with.js'
import type { Statement } from '../statement/statement.js'
import { outcomeOf } from './outcome-of.js'
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
    if (callback || !isThenable(result)) return result
    return endWith(statement, result, (value) => outcomeOf(undefined, value))
  }
}

const isThenable = (value: unknown) => typeof Object(value).then === 'function'

function endingCallback(statement: Statement, callback: Callback): Callback {
  return function (this: unknown, ...results: unknown[]) {
    statement.end(outcomeOf(results[0], results[1]))
    return callback.apply(this, results)
  }
}

type Callback = NonNullable<QueryArguments['callback']>
