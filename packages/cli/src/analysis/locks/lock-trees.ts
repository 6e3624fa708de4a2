import type { LockNode } from '../../model/lock-node.js'
import type { LockSession } from '../../model/lock-session.js'
import { replays } from './replay-state.js'

/**
 * The sessions of one server as trees, the one that blocks most first. Each session stands once: a
 * queue makes everybody wait for all who came before, so it stands below the one nearest to a root.
 * Sessions in a ring have no root: one of them becomes it.
 */
export function lockTrees(sessions: readonly LockSession[]): LockNode[] {
  const children = new Map<LockSession, LockSession[]>()
  const roots = sessions.filter(({ blockers }) => blockers.length === 0)
  spread(roots, sessions, children)
  for (const session of ringsFirst(sessions.filter((one) => !children.has(one)))) {
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

/** All of a ring block the same, and more than those behind it. The process that replays can't be ended: it is no root. */
function ringsFirst(sessions: readonly LockSession[]): LockSession[] {
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

/** Breadth first, so that each session is reached on its shortest way. */
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
