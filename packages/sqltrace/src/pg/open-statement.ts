import type { Caller } from '../caller/caller.js'
import type { Handoff } from '../statement/handoff.js'
import type { Query } from '../query/query.js'
import type { Statement } from '../statement/statement.js'
import type { Instrumentation } from '../statement/instrumentation.js'
import { serverOf } from './server-of.js'
import type { PgClient } from './shapes.js'

/** Who sends a statement over a client. */
export interface Sender {
  readonly client: PgClient
  readonly instrumentation: Instrumentation
  readonly caller: Caller
  /** What an outer layer hands over right now, or for whose call the client is lent. */
  readonly handoff: Handoff | undefined
}

/**
 * Opens the statement that a client was asked to send. It is the announced one, or another that somebody sends on the way:
 * that has its own line, or else the line of the app's call. `undefined` where an outer layer has tagged it already.
 */
export function openStatement(sender: Sender, query: Query): Statement | undefined {
  const { client, instrumentation, caller } = sender
  const handoff = sender.handoff ?? caller.scope?.handoff
  if (!handoff || handoff.isOver) return instrumentation.statement(caller, query)
  const isAnnounced = handoff.announces(query.sql)
  if (handoff.statement && (isAnnounced || handoff.statement.isCarriedBy(query.sql))) {
    handoff.claim()
    handoff.statement.goesTo(serverOf(client))
    return undefined
  }
  if (!isAnnounced) return instrumentation.statement(caller.site ? caller : handoff.caller, query)
  handoff.claim()
  return instrumentation.statement(handoff.caller, query, handoff.startTime)
}
