import { measurePool, recordsWaits, startWait } from '../metrics/pool.js'
import { replaceMethod, withoutInstrumentation } from '../own-property.js'
import { guarded } from '../report.js'
import { handDown, takeHandedDown } from '../statement/slot.js'
import type { Statement } from '../statement/statement.js'
import type { Caller } from '../statement/caller.js'
import type { Tracer } from '../statement/tracer.js'
import { stateOf } from '../transaction/connection-state.js'
import { markTraced } from '../traced-targets.js'
import { bindContext } from './bind-context.js'
import { QueryArguments } from './query-arguments.js'
import { belongsTo } from './server.js'
import type { PgClient, PgPool } from './shapes.js'
import { traceClient } from './trace-client.js'

/** Traces a pg pool in place: its own queries, and every client that it has or will make. */
export function tracePool(pool: PgPool, tracer: Tracer): void {
  markTraced(pool, tracer)
  traceClients(pool, tracer)
  traceQuery(pool, tracer)
  traceConnect(pool)
  measure(pool)
  pool.on('release', (_error, client) => stateOf(client).released())
}

const measure = guarded('measuring a pool', measurePool)

/** `pool.Client` stays the app's class, so that `instanceof` and `client.constructor` stay true. */
function traceClients(pool: PgPool, tracer: Tracer): void {
  const trace = (client: PgClient) => {
    belongsTo(client, pool)
    traceClient(client, tracer)
  }
  for (const client of pool._clients ?? []) trace(client)
  pool.Client = new Proxy(pool.Client, {
    construct(target, args, newTarget) {
      const client = Reflect.construct(target, args, newTarget) as PgClient
      trace(client)
      return client
    },
  })
}

/**
 * The app's frame is on the stack here and lost at the client, so the statement is made here and
 * handed down: through `connect`, to the client's `query`.
 */
function traceQuery(pool: PgPool, tracer: Tracer): void {
  const send = withoutInstrumentation(pool.query)
  const plan = guarded('preparing a statement of a pool', planQuery)
  replaceMethod(pool, 'query', function query(this: unknown, ...args: unknown[]) {
    const planned = plan(tracer, tracer.caller(query, tracer.frames(query)), args)
    if (!planned) return send.apply(pool, args)
    return handDown(planned.statement, () => send.apply(pool, planned.args))
  })
}

function planQuery(tracer: Tracer, caller: Caller, args: unknown[]) {
  const { text, name, values, callback } = new QueryArguments(args)
  if (text === undefined && name === undefined) return undefined
  const facts = { sql: text ?? '', parameters: values, named: name !== undefined }
  return { statement: tracer.statement(caller, facts), args: args.map(bound(callback)) }
}

/** The app's callback runs in the caller's async context. A config's own callback is none of pg-pool's. */
const bound = (callback: unknown) => (argument: unknown) =>
  typeof callback === 'function' && argument === callback
    ? bindContext(callback as Callback)
    : argument

function traceConnect(pool: PgPool): void {
  const connect = withoutInstrumentation(pool.connect)
  replaceMethod(pool, 'connect', (...args: unknown[]) => {
    const statement = takeHandedDown()
    const waited = beginWait(pool)
    const [callback] = args
    if (typeof callback === 'function') {
      return connect.call(pool, carry(statement, waited, callback as Callback))
    }
    const connected = connect.apply(pool, args) as Promise<unknown>
    return waited ? connected.then(...settling(waited)) : connected
  })
}

type Callback = (...args: unknown[]) => unknown
type Waited = (error?: unknown) => void

const beginWait = guarded('measuring a pool', (pool: PgPool) =>
  recordsWaits() ? guarded('measuring a pool', startWait(pool)) : undefined,
)

/** The client comes in the async context of whoever released it. */
function carry(statement: Statement | undefined, waited: Waited | undefined, next: Callback) {
  const run: Callback = statement
    ? (error, ...rest) => {
        if (error) statement.end({ error })
        return handDown(statement, () => next(error, ...rest))
      }
    : bindContext(next)
  return (error: unknown, ...rest: unknown[]) => {
    waited?.(error)
    return run(error, ...rest)
  }
}

function settling(waited: Waited) {
  return [
    (client: unknown) => {
      waited()
      return client
    },
    (error: unknown) => {
      waited(error)
      throw error
    },
  ] as const
}
