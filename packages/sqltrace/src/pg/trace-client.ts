import { replaceMethod, withoutInstrumentation } from '../own-property.js'
import { guarded } from '../report.js'
import { takeHandedDown } from '../statement/slot.js'
import type { Statement } from '../statement/statement.js'
import type { Caller } from '../statement/caller.js'
import type { Tracer } from '../statement/tracer.js'
import { bindContext } from './bind-context.js'
import { outcomeOf } from './outcome.js'
import { QueryArguments } from './query-arguments.js'
import { sendOn } from './send-on.js'
import { serverOf } from './server.js'
import { observeSession } from './session.js'
import { isSubmittable } from './shapes.js'
import type { PgClient } from './shapes.js'
import { traceSubmittable } from './trace-submittable.js'
import { isTraced, markTraced } from '../traced-targets.js'

/** Traces a pg client in place, for good: whoever holds it sends tagged statements. */
export function traceClient(client: PgClient, tracer: Tracer): void {
  // A pool may be given a class of its own, such as a fake of a unit test.
  if (isTraced(client) || typeof client.query !== 'function') return
  observe(client)
  markTraced(client, tracer)
  const send = withoutInstrumentation(client.query)
  const plan = guarded('preparing a statement of pg', planQuery)
  replaceMethod(client, 'query', function query(this: unknown, ...args: unknown[]) {
    const outer = takeHandedDown()
    const caller = outer?.caller ?? tracer.caller(query, tracer.frames(query))
    const planned = plan({ client, tracer, caller, outer }, args)
    return planned ? planned((...tagged) => send.apply(client, tagged)) : send.apply(client, args)
  })
}

const observe = guarded('observing a session', observeSession)

type Send = (...args: unknown[]) => unknown
type PlannedQuery = (send: Send) => unknown

interface ClientCall {
  readonly client: PgClient
  readonly tracer: Tracer
  readonly caller: Caller
  readonly outer: Statement | undefined
}

/** What to do instead of the plain call; `undefined` leaves the call as it is. */
function planQuery(call: ClientCall, args: unknown[]): PlannedQuery | undefined {
  if (call.outer?.isDispatched) {
    call.outer.goesTo(serverOf(call.client))
    return undefined
  }
  return isSubmittable(args[0]) ? planSubmittable(call, args) : planConfig(call, args)
}

function planSubmittable({ client, tracer, caller }: ClientCall, args: unknown[]) {
  const statement = traceSubmittable(args, (query) => tracer.statement(caller, query), client)
  return statement && ((send: Send) => failWith(statement, () => send(...args)))
}

function planConfig({ client, tracer, caller, outer }: ClientCall, args: unknown[]) {
  const query = new QueryArguments(args)
  const { text, name, values, callback } = query
  if (text === undefined && name === undefined) return undefined
  const facts = { sql: text ?? '', parameters: values, named: name !== undefined }
  const statement = outer ?? tracer.statement(caller, facts)
  const sent = sendOn(client, statement, name)
  const tagged = query.with(sent, callback && endingCallback(statement, callback, outer))
  return (send: Send) =>
    settle(
      statement,
      failWith(statement, () => send(...tagged)),
      callback,
    )
}

type Callback = NonNullable<QueryArguments['callback']>

/**
 * pg calls back in the async context of whoever opened the connection. The app's callback belongs
 * to the caller's; a pool's own callback (there is an outer statement) does not need it.
 */
function endingCallback(statement: Statement, callback: Callback, outer?: Statement): Callback {
  const bound = outer ? callback : bindContext(callback)
  return function (this: unknown, ...results: unknown[]) {
    statement.end(outcomeOf(results[0], results[1]))
    return bound.apply(this, results)
  }
}

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

function failWith<T>(statement: Statement, run: () => T): T {
  try {
    return run()
  } catch (error) {
    statement.end({ error })
    throw error
  }
}
