import { replaceMethod } from '../runtime/replace-method.js'
import { guarded } from '../runtime/guarded.js'
import type { Caller } from '../caller/caller.js'
import type { Query } from '../query/query.js'
import { type Handoff, handedOver } from '../statement/handoff.js'
import type { Instrumentation } from '../statement/instrumentation.js'
import { isTraced, markTraced } from '../options/mark-traced.js'
import { bindContext } from './bind-context.js'
import { leaseOf } from './lease-of.js'
import { isClientQuery, withoutInstrumentation } from './is-client-query.js'
import { openStatement, type Sender } from './open-statement.js'
import { QueryArguments } from './query-arguments.js'
import { dispatchOn } from './dispatch-on.js'
import { type PlannedQuery, planTagged, sendPlanned } from './planned-query.js'
import { observeSession } from './session-of.js'
import { isSubmittable, type PgClient } from './shapes.js'
import { hasQueue, traceQueue } from './trace-queue.js'
import { traceSubmittable } from './trace-submittable.js'

/** Traces a pg client in place, permanently: everyone who uses it sends tagged statements. */
export function traceClient(client: PgClient, instrumentation: Instrumentation): void {
  // A pool may have a custom client class, such as a fake in a unit test.
  if (isTraced(client) || typeof client.query !== 'function') return
  observe(client)
  markTraced(client, instrumentation)
  const send = unwrap(client.query) ?? client.query
  if (isWrapped(client, send)) traceQueue(client, instrumentation, send)
  else traceCalls(client, instrumentation, send)
}

const unwrap = guarded('look for an instrumentation', withoutInstrumentation)
const observe = guarded('observe a session', observeSession)
const isWrapped = guarded(
  'look for wrappers of a client',
  (client: PgClient, send: PgClient['query']) => !isClientQuery(send) && hasQueue(client),
)

function traceCalls(
  client: PgClient,
  instrumentation: Instrumentation,
  send: PgClient['query'],
): void {
  const { callers } = instrumentation
  const lease = leaseOf(client)
  const sender = { client, instrumentation }
  replaceMethod(client, 'query', function query(this: unknown, ...args: unknown[]) {
    const handoff = handedOver()
    const caller = handoff?.caller ?? callers.find(query, callers.frames(query))
    const planned = plan(sender, caller, handoff ?? lease.handoff, args)
    return planned ? sendPlanned(planned, send, client) : send.apply(client, args)
  })
}

const plan = guarded('prepare a query of a client', planQuery)

/** Plans a tagged call instead of the plain one; `undefined` leaves the call unchanged. */
function planQuery(
  sender: Sender,
  caller: Caller,
  handoff: Handoff | undefined,
  args: unknown[],
): PlannedQuery | undefined {
  if (!isSubmittable(args[0])) return planConfig(sender, caller, handoff, args)
  const open = (query: Query) => openStatement(sender, caller, handoff, query)
  const statement = traceSubmittable(args, open, sender.client)
  return statement && { statement, args, endsWithResult: false }
}

function planConfig(
  sender: Sender,
  caller: Caller,
  handoff: Handoff | undefined,
  args: unknown[],
): PlannedQuery | undefined {
  const query = new QueryArguments(args)
  const { text, name, values, callback } = query
  if (text === undefined && name === undefined) return undefined
  const sql = text ?? ''
  const isFromPool = handoff?.isDirect === true && handoff.announces(sql)
  const facts = { sql, parameters: values, named: name !== undefined }
  const statement = openStatement(sender, caller, handoff, facts)
  if (!statement) return undefined
  const sent = dispatchOn(sender.client, statement, name)
  // A pool's own callback needs no context.
  const bound = callback && !isFromPool ? bindContext(callback) : callback
  return planTagged(statement, query, sent, bound)
}
