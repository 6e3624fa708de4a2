import { replaceMethod } from '../runtime/replace-method.js'
import { guarded } from '../runtime/guarded.js'
import { handedOver } from '../statement/handoff.js'
import { failWith } from '../statement/end-with.js'
import type { Instrumentation } from '../statement/instrumentation.js'
import { isTraced, markTraced } from '../options/mark-traced.js'
import { bindContext } from './bind-context.js'
import { leaseOf } from './lease-of.js'
import { isClientQuery, withoutInstrumentation } from './is-client-query.js'
import { openStatement, type Sender } from './open-statement.js'
import { QueryArguments } from './query-arguments.js'
import { dispatchOn } from './dispatch-on.js'
import { type PlannedQuery, type Send, sendTagged } from './send-tagged.js'
import { observeSession } from './session-of.js'
import { isSubmittable, type PgClient } from './shapes.js'
import { hasQueue, traceQueue } from './trace-queue.js'
import { traceSubmittable } from './trace-submittable.js'

/** Traces a pg client in place, for good: whoever holds it sends tagged statements. */
export function traceClient(client: PgClient, instrumentation: Instrumentation): void {
  // A pool may be given a class of its own, such as a fake of a unit test.
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
  replaceMethod(client, 'query', function query(this: unknown, ...args: unknown[]) {
    const handoff = handedOver()
    const caller = handoff?.caller ?? callers.find(query, callers.frames(query))
    const sender = { client, instrumentation, caller, handoff: handoff ?? lease.handoff }
    const planned = plan(sender, args)
    return planned ? planned((...tagged) => send.apply(client, tagged)) : send.apply(client, args)
  })
}

const plan = guarded('prepare a query of a client', planQuery)

/** What to do instead of the plain call; `undefined` leaves the call as it is. */
function planQuery(sender: Sender, args: unknown[]): PlannedQuery | undefined {
  return isSubmittable(args[0]) ? planSubmittable(sender, args) : planConfig(sender, args)
}

function planSubmittable(sender: Sender, args: unknown[]): PlannedQuery | undefined {
  const statement = traceSubmittable(args, (query) => openStatement(sender, query), sender.client)
  return statement && ((send: Send) => failWith(statement, () => send(...args)))
}

function planConfig(sender: Sender, args: unknown[]): PlannedQuery | undefined {
  const query = new QueryArguments(args)
  const { text, name, values, callback } = query
  if (text === undefined && name === undefined) return undefined
  const facts = { sql: text ?? '', parameters: values, named: name !== undefined }
  const isPools = sender.handoff?.isDirect === true && sender.handoff.announces(facts.sql)
  const statement = openStatement(sender, facts)
  if (!statement) return undefined
  const sent = dispatchOn(sender.client, statement, name)
  // A pool's own callback needs no context.
  return sendTagged(statement, query, sent, callback && !isPools ? bindContext(callback) : callback)
}
