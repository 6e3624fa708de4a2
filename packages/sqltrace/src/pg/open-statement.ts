import type { Caller } from '../caller/caller.js'
import type { Handoff } from '../statement/handoff.js'
import type { Query } from '../query/query.js'
import type { Statement } from '../statement/statement.js'
import type { Instrumentation } from '../statement/instrumentation.js'
import { serverOf } from './server-of.js'
import type { PgClient } from './shapes.js'

/** What sends statements. */
export interface Sender {
  readonly client: PgClient
  readonly instrumentation: Instrumentation
}

/**
 * Opens the statement that a client was asked to send. It is the announced one, or another that somebody sends on the way:
 * that has its own line, or else the line of the app's call. `given` is what an outer layer hands over right now, or for whose
 * call the client is lent. `undefined` where an outer layer has tagged it already.
 */
export function openStatement(
  { client, instrumentation }: Sender,
  caller: Caller,
  given: Handoff | undefined,
  query: Query,
): Statement | undefined {
  const handoff = given ?? caller.scope?.handoff
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
