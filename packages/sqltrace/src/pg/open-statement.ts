import type { Caller } from '../caller/caller.js'
import type { Handoff } from '../statement/handoff.js'
import type { Query } from '../query/query.js'
import type { Statement } from '../statement/statement.js'
import type { Instrumentation } from '../statement/instrumentation.js'
import { serverOf } from './server-of.js'
import type { PgClient } from './shapes.js'

/** A client that sends statements, and its instrumentation. */
export interface Sender {
  readonly client: PgClient
  readonly instrumentation: Instrumentation
}

/**
 * Opens the statement that a client sends: the announced one, or another that a wrapper sends in between, which has its own
 * line, or else the line of the app's call. `given` is the handoff from an outer layer right now, or from the client's
 * lease. Returns `undefined` if an outer layer has already tagged the statement.
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
    handoff.statement.setServer(serverOf(client))
    return undefined
  }
  if (!isAnnounced) return instrumentation.statement(caller.site ? caller : handoff.caller, query)
  handoff.claim()
  return instrumentation.statement(handoff.caller, query, handoff.startTime)
}
