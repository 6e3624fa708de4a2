import type { LockSession } from '../sources/locks.js'

/** How a session that blocks others can be made to let go, the gentlest way first. */
export interface LockRemedy {
  readonly statements: readonly string[]
  /** What has to be known before. */
  readonly note?: string
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`

/** Source: PostgreSQL manual, "Server Signaling Functions", "Hot Standby" and "ROLLBACK PREPARED". */
export function remedyFor({ pid, backend, state, sql, gids, isWaiting }: LockSession): LockRemedy {
  if (pid === 0) return { statements: gids.map((gid) => `rollback prepared ${literal(gid)}`) }
  if (backend === 'startup') return { statements: [], ...(!isWaiting && { note: replay }) }
  const cancel = `select pg_cancel_backend(${pid})`
  if (backend === 'autovacuum worker')
    return { statements: [cancel], ...(/wraparound/.test(sql) && { note: wraparound }) }
  const terminate = `select pg_terminate_backend(${pid})`
  return { statements: state === 'active' ? [cancel, terminate] : [terminate] }
}

const replay =
  'Replay holds a lock that the primary took. It is released when that transaction ends on the primary and this is replayed here.'
const wraparound =
  'This vacuum prevents transaction ID wraparound: if it is cancelled, it starts again. Let it finish.'
