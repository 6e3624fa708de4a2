import { endWith, failWith } from '../statement/end-with.js'
import type { Statement } from '../statement/statement.js'
import { outcomeOf } from './outcome-of.js'
import type { QueryArguments } from './query-arguments.js'

export type Send = (...args: never[]) => unknown

/** A call of `query` that is ready to be sent. */
export interface PlannedQuery {
  readonly statement: Statement
  readonly args: readonly unknown[]
  /** Whether the returned promise ends the statement; otherwise a callback or the submittable does. */
  readonly endsWithResult: boolean
}

/** Plans `query` with the text `sent`; its result ends the statement. `callback` replaces the query's. */
export function planTagged(
  statement: Statement,
  query: QueryArguments,
  sent: string,
  callback: Callback | undefined,
): PlannedQuery {
  const args = query.with(sent, callback && endingCallback(statement, callback))
  return { statement, args, endsWithResult: callback === undefined }
}

/** Sends it with `send`, a method of `self`. */
export function sendPlanned(
  { statement, args, endsWithResult }: PlannedQuery,
  send: Send,
  self: unknown,
): unknown {
  const result = failWith(statement, send, self, args)
  if (!endsWithResult || !isThenable(result)) return result
  return endWith(statement, result, (value) => outcomeOf(undefined, value))
}

const isThenable = (value: unknown) => typeof Object(value).then === 'function'

function endingCallback(statement: Statement, callback: Callback): Callback {
  return function (this: unknown, ...results: unknown[]) {
    statement.end(outcomeOf(results[0], results[1]))
    return callback.apply(this, results)
  }
}

type Callback = NonNullable<QueryArguments['callback']>
