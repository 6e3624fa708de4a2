import type { Handoff } from '../statement/handoff.js'
import { shared } from '@sqltrace/context'
import { stateOf } from '../transaction/connection-state.js'
import { replaceMethod } from '../runtime/replace-method.js'
import type { PgClient, PgPool } from './shapes.js'

/** For whose call a pool has lent a client. */
interface Lease {
  handoff: Handoff | undefined
}

const leases = shared('leases', () => new WeakMap<object, Lease>())

/** The lease of a client: one object for its whole life. */
export function leaseOf(client: object): Lease {
  const known = leases.get(client)
  if (known) return known
  const lease: Lease = { handoff: undefined }
  leases.set(client, lease)
  return lease
}

/**
 * Ends leases and transactions when clients come back. The pool's `emit` is replaced, because a listener would be
 * visible: drivers look at who listens (Neon's pool gives up HTTP then).
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
