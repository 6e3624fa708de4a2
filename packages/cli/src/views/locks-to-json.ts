import { readApplicationName, withTrace } from '../analysis/application-name.js'
import { remedyFor } from '../analysis/locks/lock-remedy.js'
import type { LockNode } from '../model/lock-node.js'
import { lockTrees } from '../analysis/locks/lock-trees.js'
import { normalizeSql } from '../analysis/normalize-sql.js'
import { countShown, type ServerLocks } from '../analysis/locks/server-locks.js'
import { siteOf, traceIdOf, workOf } from '../analysis/site-of.js'
import { tagsOf } from '../analysis/tags-of.js'
import { replayToJson } from './replay-to-json.js'

/** One object per session, then one about the server. */
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
    tracks_activities: server.facts?.tracksActivities ?? null,
  }
  return [...lines, ...(replay ? [replayToJson(server.name, replay)] : []), view]
}

function nodeToJson(node: LockNode, depth: number): unknown[] {
  const { session, waiting, blocked } = node
  const name = readApplicationName(session.application ?? '')
  const tags = withTrace(tagsOf(session.sql), name)
  const { isWaiting } = session
  const remedy = remedyFor(node)
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
    terminate: remedy.statements.find((one) => one.includes('terminate')) ?? null,
    backend: session.backend ?? null,
    user: session.user ?? null,
    application: name.application ?? null,
    trace: traceIdOf(tags['traceparent']) ?? null,
    address: session.address ?? null,
    prepared: session.gids,
    vacuum: session.vacuum ?? null,
    remedy,
  }
  return [line, ...waiting.flatMap((one) => nodeToJson(one, depth + 1))]
}
