import { replaceMethod } from '../runtime/replace-method.js'
import { guarded } from '../runtime/guarded.js'
import { handedOver } from '../statement/handoff.js'
import type { Query } from '../query/query.js'
import type { Instrumentation } from '../statement/instrumentation.js'
import { announce, runWrapped } from './announce.js'
import { leaseOf } from './lease-of.js'
import { openStatement } from './open-statement.js'
import type { PgClient, Submittable } from './shapes.js'
import { traceSubmittable } from './trace-submittable.js'

/** pg's queue of queries; it had another name up to pg 8.16. */
const queueOf = (client: PgClient) => client._queryQueue ?? client.queryQueue

/** Whether a client's queue can be observed. */
export function hasQueue(client: PgClient): boolean {
  return Array.isArray(queueOf(client)) && typeof client._pulseQueryQueue === 'function'
}

/**
 * Traces a client whose `query` is wrapped or overridden. The wrapper runs as without us and sees the app's own text; the
 * statement is tagged in pg's queue.
 */
export function traceQueue(
  client: PgClient,
  instrumentation: Instrumentation,
  send: PgClient['query'],
): void {
  const { callers } = instrumentation
  replaceMethod(client, 'query', function query(this: unknown, ...args: unknown[]) {
    const caller = handedOver()?.caller ?? callers.find(query, callers.frames(query))
    const call = plan(args, caller, false)
    if (!call) return send.apply(client, args)
    return runWrapped(call, () => send.apply(client, call.args))
  })
  observeQueue(client, instrumentation)
}

const plan = guarded('announce a query of a client', announce)

/** pg appends a statement to the queue, then calls `_pulseQueryQueue`. */
function observeQueue(client: PgClient, instrumentation: Instrumentation): void {
  const pulse = client._pulseQueryQueue as (...args: unknown[]) => unknown
  const traced = new WeakSet<Submittable>()
  replaceMethod(client, '_pulseQueryQueue', function observe(this: unknown, ...args: unknown[]) {
    const newest = queueOf(client)?.at(-1)
    if (newest && !traced.has(newest)) {
      traced.add(newest)
      traceNewest(client, instrumentation, newest, observe)
    }
    return pulse.apply(client, args)
  })
}

const traceNewest = guarded(
  'trace a query in the queue',
  (
    client: PgClient,
    instrumentation: Instrumentation,
    newest: Submittable,
    above: () => unknown,
  ) => {
    const { callers } = instrumentation
    const handoff = handedOver()
    const caller = handoff?.caller ?? callers.find(above, callers.frames(above))
    const sender = { client, instrumentation }
    const open = (query: Query) =>
      openStatement(sender, caller, handoff ?? leaseOf(client).handoff, query)
    traceSubmittable([newest], open, client)
  },
)
