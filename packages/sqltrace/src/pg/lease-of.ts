import type { Handoff } from '../statement/handoff.js'
import { shared } from '@sqltrace/context'
import { stateOf } from '../transaction/connection-state.js'
import { replaceMethod } from '../runtime/replace-method.js'
import type { PgClient, PgPool } from './shapes.js'

/** The call for which a pool has handed out a client. */
interface Lease {
  handoff: Handoff | undefined
}

const leases = shared('leases', () => new WeakMap<object, Lease>())

/** A client's lease: the same object for its whole life. */
export function leaseOf(client: object): Lease {
  const known = leases.get(client)
  if (known) return known
  const lease: Lease = { handoff: undefined }
  leases.set(client, lease)
  return lease
}

/**
 * Ends leases and transactions when clients are released. Replaces the pool's `emit`, because a listener would be visible,
 * and drivers check for listeners (Neon's pool then stops using HTTP).
 */
export function observeReleases(pool: PgPool): void {
  const { emit } = pool
  if (typeof emit !== 'function') return
  replaceMethod(pool, 'emit', function (this: unknown, event, ...values) {
    if (event === 'release') endLease(values[1])
    else if (event === 'acquire') endLease(values[0])
    return emit.call(this, event, ...values)
  })
}

function endLease(client: unknown): void {
  if (typeof client !== 'object' || client === null) return
  leaseOf(client as PgClient).handoff = undefined
  stateOf(client).released()
}
