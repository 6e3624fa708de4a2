import { shared } from '@sqltrace/context'
import type { Caller } from '../caller/caller.js'
import type { Instrumentation } from '../statement/instrumentation.js'
import { stateOf } from '../transaction/connection-state.js'
import type { Connection } from './shapes.js'

/** Who holds a connection: the driver's own statements (BEGIN, COMMIT) are sent for them. */
export interface ConnectionOwner {
  readonly instrumentation: Instrumentation
  readonly caller: Caller
}

const owners = shared('owners', () => new WeakMap<Connection, Set<ConnectionOwner>>())

/** Makes `owner` the owner of a connection; call the result when it lets go. */
export function own(connection: Connection, owner: ConnectionOwner): () => void {
  const all = owners.get(connection) ?? new Set()
  const state = stateOf(connection)
  owners.set(connection, all.add(owner))
  state.owners = all.size
  return () => {
    // A controlled transaction's lease ends before that of its commit, so order tells nothing.
    all.delete(owner)
    state.owners = all.size
    if (all.size === 0) state.released()
  }
}

/** The newest owner; `undefined` where an untraced instance holds the connection. */
export function ownerOf(connection: Connection): ConnectionOwner | undefined {
  return [...(owners.get(connection) ?? [])].at(-1)
}
