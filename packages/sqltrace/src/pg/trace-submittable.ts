import { AsyncResource } from 'node:async_hooks'
import { type MethodBody, methodLike } from '../runtime/method-like.js'
import { replaceMethod } from '../runtime/replace-method.js'
import type { Query } from '../query/query.js'
import type { Statement } from '../statement/statement.js'
import { bindContext } from './bind-context.js'
import { outcomeOf } from './outcome-of.js'
import { dispatchOn } from './dispatch-on.js'
import type { PgClient, Submittable } from './shapes.js'

type AnyFunction = (...args: unknown[]) => unknown

/**
 * Traces a submittable: `Query`, a cursor, a query stream, COPY. The object stays the same; its text
 * and its methods are changed in place.
 */
export function traceSubmittable(
  args: unknown[],
  open: (query: Query) => Statement | undefined,
  client: PgClient,
): Statement | undefined {
  const submittable = args[0] as Submittable
  const holder = typeof submittable.text === 'string' ? submittable : submittable.cursor
  if (typeof holder?.text !== 'string') return undefined
  const { text, values, name } = holder as { text: string; values?: unknown; name?: unknown }
  const named = typeof name === 'string' && name !== '' ? name : undefined
  const parameters = Array.isArray(values) ? values : undefined
  const statement = open({ sql: text, parameters, named: named !== undefined })
  if (!statement) return undefined
  holder.text = dispatchOn(client, statement, named)
  endWith(submittable, statement)
  bindToCaller(submittable, args)
  return statement
}

/** pg calls these methods when the statement is over; before that, a stream may be destroyed with an error. */
function endWith(submittable: Submittable, statement: Statement): void {
  const rows = countRows(submittable)
  before(submittable, '_destroy', (error) => isFailure(error) && statement.abort(error))
  before(submittable, 'handleReadyForQuery', () => {
    // If a row could not be parsed, pg calls `handleError` next.
    if (!submittable._canceledDueToError) statement.end({ rows: rows() })
  })
  before(submittable, 'handleError', (error) => statement.end({ error }))
  if (submittable.handleReadyForQuery) return
  // pg.native.
  before(submittable, 'emit', (event, results) => {
    if (event === 'end') statement.end(outcomeOf(undefined, results))
  })
}

/** Leaving a loop early, by `break` or by throwing, destroys its stream with Node.js's `AbortError`. */
const isFailure = (error: unknown) =>
  Boolean(error) && (error as NodeJS.ErrnoException).code !== 'ABORT_ERR'

/** Counts the rows that pg passes to the object, over all reads of a cursor and all statements of a text. */
function countRows(submittable: Submittable): () => number | undefined {
  let rows: number | undefined
  before(submittable, 'handleRowDescription', () => (rows ??= 0))
  before(submittable, 'handleDataRow', () => (rows = (rows ?? 0) + 1))
  return () => rows
}

function before(target: Submittable, name: keyof Submittable, run: AnyFunction): void {
  const method = target[name] as AnyFunction | undefined
  if (typeof method !== 'function') return
  const body: MethodBody = (self, args) => {
    run(args[0], args[1])
    return Reflect.apply(method, self, args)
  }
  replaceMethod(target, name, methodLike(method, body) as never)
}

/** Events and callbacks run in the caller's async context, not in the connection's. */
function bindToCaller(submittable: Submittable, args: unknown[]): void {
  const { emit } = submittable
  if (typeof emit === 'function') {
    const caller = new AsyncResource('sqltrace.submittable')
    const body: MethodBody = (_self, event) =>
      caller.runInAsyncScope(emit, submittable, ...Array.from(event))
    replaceMethod(submittable, 'emit', methodLike(emit, body) as never)
  }
  if (typeof submittable.callback === 'function') {
    submittable.callback = bindContext(submittable.callback as AnyFunction)
  }
  for (const index of [1, 2]) args[index] = bound(args[index])
  if (isCursor(submittable)) {
    bindArguments(submittable, 'read')
    bindArguments(submittable, 'close')
  }
}

/** A stream has a `read` too, but that is `Readable`'s. */
const isCursor = ({ read, pipe }: Submittable) =>
  typeof read === 'function' && typeof pipe !== 'function'

function bindArguments(cursor: Submittable, name: 'read' | 'close'): void {
  const method = cursor[name]
  if (!method) return
  const body: MethodBody = (_self, args) => method.apply(cursor, Array.from(args, bound))
  replaceMethod(cursor, name, methodLike(method, body))
}

const bound = (value: unknown) =>
  typeof value === 'function' ? bindContext(value as AnyFunction) : value
