import { shared } from '@sqltrace/context'
import type { Caller } from '../caller/caller.js'
import type { Tracer } from '../statement/tracer.js'
import { stateOf } from '../transaction/connection-state.js'
import type { Connection } from './shapes.js'

/** Who holds a connection: the driver's own statements (BEGIN, COMMIT) are sent for them. */
export interface Holder {
  readonly tracer: Tracer
  readonly caller: Caller
}

const holders = shared('holders', () => new WeakMap<Connection, Set<Holder>>())

/** Returns what ends the hold. */
export function hold(connection: Connection, holder: Holder): () => void {
  const all = holders.get(connection) ?? new Set()
  const state = stateOf(connection)
  holders.set(connection, all.add(holder))
  state.holders = all.size
  return () => {
    // A controlled transaction's lease ends before that of its commit, so order tells nothing.
    all.delete(holder)
    state.holders = all.size
    if (all.size === 0) state.released()
  }
}

/** The newest holder; `undefined` where an untraced instance holds the connection. */
export function holderOf(connection: Connection): Holder | undefined {
  return [...(holders.get(connection) ?? [])].at(-1)
}
