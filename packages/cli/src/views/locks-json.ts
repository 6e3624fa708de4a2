import { remedyFor } from '../grouping/lock-remedy.js'
import { lockTrees, type LockNode } from '../grouping/lock-tree.js'
import { normalizeSql } from '../grouping/normalize-sql.js'
import { replays } from '../grouping/replay-state.js'
import { countShown, type ServerLocks } from '../grouping/server-locks.js'
import { siteOf, workOf } from '../grouping/site.js'
import { tagsOf } from '../grouping/tags-of.js'
import type { LockSession } from '../sources/locks.js'
import { replayToJson } from './replay-json.js'

/** One object a session, and a last one about the server. */
export function locksToJson({ server, sessions, waiters, replay, others }: ServerLocks): unknown[] {
  const lines = lockTrees(sessions).flatMap((tree) => nodeToJson(tree, 0))
  const view = {
    type: 'view',
    server: server.name,
    waiting: waiters,
    shown: countShown(sessions),
    replay_waits_for: replay?.waitsFor ?? null,
    other_waits: others,
    sees_all: server.facts?.seesAll ?? null,
  }
  return [...lines, ...(replay ? [replayToJson(server.name, replay)] : []), view]
}

function nodeToJson({ session, waiting, blocked }: LockNode, depth: number): unknown[] {
  const tags = tagsOf(session.sql)
  const { isWaiting } = session
  const line = {
    type: 'session',
    server: session.server,
    pid: session.pid === 0 ? null : session.pid,
    depth,
    blocked,
    blocked_by: session.blockers,
    state: session.state ?? null,
    file: siteOf(tags) ?? null,
    route: workOf(tags) ?? null,
    transaction_opened_at: tags['transaction'] ?? null,
    tags,
    statement: normalizeSql(session.sql),
    waits_for: isWaiting
      ? {
          mode: session.mode ?? null,
          lock: session.lock ?? null,
          relation: session.relation ?? null,
          advisory: session.advisory ?? null,
        }
      : null,
    waiting_seconds: isWaiting ? session.running : null,
    state_seconds: session.inState,
    transaction_seconds: session.inTransaction ?? null,
    terminate: canTerminate(session) ? `select pg_terminate_backend(${session.pid})` : null,
    backend: session.backend ?? null,
    user: session.user ?? null,
    application: session.application ?? null,
    address: session.address ?? null,
    prepared: session.gids,
    remedy: remedyFor(session),
  }
  return [line, ...waiting.flatMap((node) => nodeToJson(node, depth + 1))]
}

/** Neither a transaction without a session nor the process that replays. */
function canTerminate(session: LockSession): boolean {
  return session.pid !== 0 && !replays(session)
}
