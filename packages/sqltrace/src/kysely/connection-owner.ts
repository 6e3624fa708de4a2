import { shared } from '@sqltrace/context'
import type { Caller } from '../caller/caller.js'
import type { Instrumentation } from '../statement/instrumentation.js'
import { stateOf } from '../transaction/connection-state.js'
import type { Connection } from './shapes.js'

/** The code that holds a connection. The driver sends its own statements (BEGIN, COMMIT) on its behalf. */
export interface ConnectionOwner {
  readonly instrumentation: Instrumentation
  readonly caller: Caller
}

const owners = shared('owners', () => new WeakMap<Connection, Set<ConnectionOwner>>())

/** Makes `owner` the owner of a connection. Call the returned function to release it. */
export function own(connection: Connection, owner: ConnectionOwner): () => void {
  const all = owners.get(connection) ?? new Set()
  const state = stateOf(connection)
  owners.set(connection, all.add(owner))
  state.owners = all.size
  return () => {
    // Not a stack: a controlled transaction's lease ends before the lease of its commit.
    all.delete(owner)
    state.owners = all.size
    if (all.size === 0) state.released()
  }
}

/** The latest owner; `undefined` if an untraced instance holds the connection. */
export function ownerOf(connection: Connection): ConnectionOwner | undefined {
  return [...(owners.get(connection) ?? [])].at(-1)
}
