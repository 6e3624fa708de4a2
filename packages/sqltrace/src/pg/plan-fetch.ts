import type { Caller } from '../caller/caller.js'
import { Handoff, handedOver } from '../statement/handoff.js'
import type { Instrumentation } from '../statement/instrumentation.js'
import { ConnectionState } from '../transaction/connection-state.js'
import { bindContext } from './bind-context.js'
import { QueryArguments } from './query-arguments.js'
import { type PlannedQuery, planTagged } from './planned-query.js'
import { serverOfPool } from './server-of.js'
import { isSubmittable, type PgPool } from './shapes.js'

/** A statement that its pool may send without a client. */
export interface FetchedQuery extends PlannedQuery {
  readonly handoff: Handoff
}

/** Neon's pool, whose `query` sends over HTTP instead of using a client, unless the pool has listeners. */
interface FetchingPool extends PgPool {
  readonly hasFetchUnsupportedListeners?: boolean
}

/** Whether this pool's `query` is the one of Neon's class, which also tracks its listeners. */
export function mayFetch(pool: PgPool): boolean {
  const owner = ownerOf(pool, 'query')
  return (
    'hasFetchUnsupportedListeners' in pool && owner !== undefined && owner === ownerOf(pool, 'on')
  )
}

function ownerOf(target: object, name: string): object | undefined {
  let owner: object | null = target
  while (owner && !Object.hasOwn(owner, name)) owner = Object.getPrototypeOf(owner)
  return owner ?? undefined
}

/**
 * Tags a statement at the pool if it may never reach a client. `undefined` if it certainly reaches one, or has a name, whose
 * text must not change.
 */
export function planFetch(
  pool: FetchingPool,
  instrumentation: Instrumentation,
  caller: Caller,
  args: unknown[],
): FetchedQuery | undefined {
  const query = new QueryArguments(args)
  const { text, name, values, callback } = query
  const isPlain = text !== undefined && name === undefined && !isSubmittable(args[0])
  if (!isPlain || pool.hasFetchUnsupportedListeners || handedOver()?.announces(text))
    return undefined
  const statement = instrumentation.statement(caller, { sql: text, parameters: values })
  // Over HTTP, each statement has its own session.
  statement.dispatch(new ConnectionState())
  const server = serverOfPool(pool)
  if (server) statement.setServer(server)
  const sent = statement.tag()
  const handoff = new Handoff(caller, { sql: sent }, false, statement)
  const planned = planTagged(statement, query, sent, callback && bindContext(callback))
  return { ...planned, handoff }
}
