import type { LockNode } from '../../model/lock-node.js'
import type { LockSession } from '../../model/lock-session.js'
import { replays } from './replay-state.js'

/**
 * The sessions of one server as trees; the root that blocks most comes first. Each session appears once: in
 * a queue, each waits for all those before it, so it is listed below the blocker nearest to a root.
 * A cycle has no root: one of its sessions becomes the root.
 */
export function lockTrees(sessions: readonly LockSession[]): LockNode[] {
  const children = new Map<LockSession, LockSession[]>()
  const roots = sessions.filter(({ blockers }) => blockers.length === 0)
  spread(roots, sessions, children)
  for (const session of cyclesFirst(sessions.filter((one) => !children.has(one)))) {
    if (children.has(session)) continue
    roots.push(session)
    spread([session], sessions, children)
  }
  return roots
    .map((root) => ({
      ...toNode(root, children),
      blocked: countBlocked(root, sessions),
      holdsLock: sessions.some(({ blockers, lock }) => lock && blockers.includes(root.pid)),
    }))
    .toSorted((a, b) => b.blocked - a.blocked)
}

/** All sessions of a cycle block equally many, and more than those waiting for the cycle. Replay comes last because it can't be terminated. */
function cyclesFirst(sessions: readonly LockSession[]): LockSession[] {
  const blocked = new Map(sessions.map((session) => [session, countBlocked(session, sessions)]))
  const rank = (session: LockSession) => (blocked.get(session) ?? 0) - (replays(session) ? 0.5 : 0)
  return sessions.toSorted((a, b) => rank(b) - rank(a))
}

function countBlocked(root: LockSession, sessions: readonly LockSession[]): number {
  const reached = new Set([root])
  for (const { pid } of reached)
    for (const session of sessions) if (session.blockers.includes(pid)) reached.add(session)
  return reached.size - 1
}

/** Breadth first, so each session is reached by its shortest path. */
function spread(
  roots: readonly LockSession[],
  sessions: readonly LockSession[],
  children: Map<LockSession, LockSession[]>,
): void {
  const queue = [...roots]
  for (const root of roots) children.set(root, [])
  for (const session of queue) {
    for (const waiter of sessions) {
      if (children.has(waiter) || !waiter.blockers.includes(session.pid)) continue
      children.get(session)?.push(waiter)
      children.set(waiter, [])
      queue.push(waiter)
    }
  }
}

function toNode(session: LockSession, children: Map<LockSession, LockSession[]>): LockNode {
  const waiting = (children.get(session) ?? []).map((waiter) => toNode(waiter, children))
  return { session, waiting, blocked: waiting.reduce((sum, { blocked }) => sum + 1 + blocked, 0) }
}
