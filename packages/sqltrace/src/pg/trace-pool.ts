import { currentScope } from '@sqltrace/context'
import { measurePool, recordsWaits, startWait } from '../telemetry/measure-pool.js'
import { replaceMethod } from '../runtime/replace-method.js'
import { guarded } from '../runtime/guarded.js'
import { type Handoff, handedOver, handOver } from '../statement/handoff.js'
import type { Instrumentation } from '../statement/instrumentation.js'
import { markTraced } from '../options/mark-traced.js'
import { announce, runWrapped } from './announce.js'
import { Arrival, type Callback } from './arrival.js'
import { observeReleases } from './lease-of.js'
import { isPoolQuery } from './is-client-query.js'
import { belongsTo } from './server-of.js'
import type { PgClient, PgPool } from './shapes.js'
import { sendPlanned } from './planned-query.js'
import { traceClient } from './trace-client.js'
import { mayFetch, planFetch } from './plan-fetch.js'

/** Traces a pg pool in place: its own queries, and all its current and future clients. */
export function tracePool(pool: PgPool, instrumentation: Instrumentation): void {
  markTraced(pool, instrumentation)
  traceClients(pool, instrumentation)
  traceQuery(pool, instrumentation)
  traceConnect(pool, instrumentation)
  measure(pool)
  observeReleases(pool)
}

const measure = guarded('measure a pool', measurePool)

/** Uses a Proxy of the app's class as `pool.Client`, so that `instanceof` and `client.constructor` still work. */
function traceClients(pool: PgPool, instrumentation: Instrumentation): void {
  const trace = (client: PgClient) => {
    belongsTo(client, pool)
    traceClient(client, instrumentation)
  }
  for (const client of pool._clients ?? []) trace(client)
  const Client = new Proxy(pool.Client, {
    construct(target, args, newTarget) {
      // A bound class has no prototype of its own.
      const called = newTarget === Client ? target : newTarget
      const client = Reflect.construct(target, args, called) as PgClient
      trace(client)
      return client
    },
  })
  pool.Client = Client
}

/** The app's frame is on the stack here, but not at the client, so the caller is handed over, through `connect`. */
function traceQuery(pool: PgPool, instrumentation: Instrumentation): void {
  const { callers } = instrumentation
  const send = pool.query
  const isDirect = isDirectQuery(send) ?? false
  const fetches = canFetch(pool) ?? false
  replaceMethod(pool, 'query', function query(this: unknown, ...args: unknown[]) {
    const caller = handedOver()?.caller ?? callers.find(query, callers.frames(query))
    const fetched = fetches ? fetchFrom(pool, instrumentation, caller, args) : undefined
    if (fetched) return handOver(fetched.handoff, sendPlanned, undefined, [fetched, send, pool])
    const call = plan(args, caller, isDirect)
    if (!call) return send.apply(pool, args)
    return isDirect
      ? handOver(call.handoff, send, pool, call.args)
      : runWrapped(call, () => send.apply(pool, call.args))
  })
}

const isDirectQuery = guarded('look for wrappers of a pool', isPoolQuery)
const canFetch = guarded('recognize a pool that fetches', mayFetch)
const plan = guarded('announce a query of a pool', announce)
const fetchFrom = guarded('prepare a query that may be fetched', planFetch)

function traceConnect(pool: PgPool, instrumentation: Instrumentation): void {
  const { connect } = pool
  replaceMethod(pool, 'connect', (...args: unknown[]) => {
    const arrival = new Arrival(instrumentation, pool, handedOver() ?? pending(), beginWait(pool))
    const [callback] = args
    return typeof callback === 'function'
      ? connect.call(pool, arrival.calling(callback as Callback))
      : arrival.settling(connect.apply(pool, args) as Promise<unknown>)
  })
}

/** The call that an asynchronous wrapper is still handling. */
function pending(): Handoff | undefined {
  const handoff = currentScope()?.handoff
  return handoff?.isOver ? undefined : handoff
}

const beginWait = guarded('measure a wait', (pool: PgPool) =>
  recordsWaits() ? startWait(pool) : undefined,
)
