import type { LockSession } from '../../model/lock-session.js'
import type { LockNode } from '../../model/lock-node.js'
import { replays } from './replay-state.js'

/** How to make a session that blocks others release its locks, the gentlest way first. */
export interface LockRemedy {
  readonly statements: readonly string[]
  /** What to know before running them. */
  readonly note?: string
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`
const cancel = ({ pid }: LockSession) => `select pg_cancel_backend(${pid})`
const terminate = ({ pid }: LockSession) => `select pg_terminate_backend(${pid})`

/** Source: PostgreSQL manual, "Server Signaling Functions", "Hot Standby" and "ROLLBACK PREPARED". */
export function remedyFor({ session, waiting }: Pick<LockNode, 'session' | 'waiting'>): LockRemedy {
  const { pid, backend, state, gids } = session
  if (pid === 0) return { statements: gids.map((gid) => `rollback prepared ${literal(gid)}`) }
  if (replays(session)) return { statements: [], ...(!session.isWaiting && { note: replay }) }
  if (backend === 'autovacuum worker') return ofAutovacuum(session, waiting)
  return {
    statements: state === 'active' ? [cancel(session), terminate(session)] : [terminate(session)],
  }
}

/** Source: PostgreSQL manual, "Routine Vacuuming", "The Autovacuum Daemon". */
function ofAutovacuum(session: LockSession, waiting: readonly LockNode[]): LockRemedy {
  if (!preventsWraparound(session)) return { statements: [cancel(session)], note: autovacuum }
  return {
    statements: waiting.filter(isInTheWay).map((node) => cancel(node.session)),
    note: wraparound,
  }
}

/** Whether autovacuum must finish so that the server does not stop accepting writes. */
function preventsWraparound({ sql }: LockSession): boolean {
  return sql.includes('(to prevent wraparound)')
}

/** A session waiting for a strong lock makes all later ones wait too. */
function isInTheWay({ session, blocked }: LockNode): boolean {
  return blocked > 0 && session.pid !== 0 && !replays(session)
}

const replay =
  'Replay holds a lock that the primary took. It is released when that transaction ends on the primary and this is replayed here.'
const autovacuum =
  'PostgreSQL cancels this autovacuum by itself once a session has waited for it for deadlock_timeout; it runs again later.'
const wraparound =
  'This vacuum prevents transaction ID wraparound. Let it finish: if it is cancelled, it starts again from the beginning. To make it faster, lower autovacuum_vacuum_cost_delay and run "select pg_reload_conf()". To unblock the others, cancel the sessions between it and them.'
