import type { Caller } from '../caller/caller.js'
import { Handoff, handedOver } from '../statement/handoff.js'
import type { Instrumentation } from '../statement/instrumentation.js'
import { ConnectionState } from '../transaction/connection-state.js'
import { bindContext } from './bind-context.js'
import { QueryArguments } from './query-arguments.js'
import { type PlannedQuery, planTagged } from './send-tagged.js'
import { serverOfPool } from './server-of.js'
import { isSubmittable, type PgPool } from './shapes.js'

/** A statement that its pool may send itself. */
export interface FetchedQuery extends PlannedQuery {
  readonly handoff: Handoff
}

/** Neon's pool: its `query` sends by HTTP instead of asking for a client, as long as nobody listens to it. */
interface FetchingPool extends PgPool {
  readonly hasFetchUnsupportedListeners?: boolean
}

/** Whether `query` of this pool is the one of Neon's class, which keeps track of the listeners too. */
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
 * A statement that may never reach a client is tagged at the pool. `undefined` where it surely reaches one, or has a name:
 * that text has to stay the same.
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
  // By HTTP each statement is a session of its own.
  statement.dispatch(new ConnectionState())
  const server = serverOfPool(pool)
  if (server) statement.goesTo(server)
  const sent = statement.tag()
  const handoff = new Handoff(caller, { sql: sent }, false, statement)
  const planned = planTagged(statement, query, sent, callback && bindContext(callback))
  return { ...planned, handoff }
}
