import { context } from '@opentelemetry/api'
import { shared } from '../shared.js'
import type { Caller } from '../statement/caller.js'
import type { Tracer } from '../statement/tracer.js'
import { stateOf } from '../transaction/connection-state.js'
import { TransactionContext } from '../transaction/transaction-context.js'
import { afterwards } from './afterwards.js'
import type { Connection, Consumer } from './shapes.js'

/** Who holds a connection: the driver's own statements (BEGIN, COMMIT) are sent for them. */
export interface Lease {
  readonly tracer: Tracer
  readonly caller: Caller
}

const leases = shared('leases', () => new WeakMap<Connection, Set<Lease>>())

/** Runs `consumer` with the connection in the holder's name. */
export function lease(connection: Connection, holder: Lease, consumer: Consumer) {
  const holders = leases.get(connection) ?? new Set()
  leases.set(connection, holders.add(holder))
  const state = stateOf(connection)
  const run = () =>
    context.with(new TransactionContext(context.active(), state), consumer, undefined, connection)
  return afterwards(run, () => {
    // A controlled transaction's lease ends before that of its commit, so order tells nothing.
    holders.delete(holder)
    if (holders.size === 0) state.released()
  })
}

/** The newest holder; `undefined` where an untraced instance holds the connection. */
export function holderOf(connection: Connection): Lease | undefined {
  return [...(leases.get(connection) ?? [])].at(-1)
}
