import type { LockSession } from '../sources/locks.js'

/** A session and those that wait for it. */
export interface LockNode {
  readonly session: LockSession
  readonly waiting: readonly LockNode[]
  /** How many sessions wait, directly or behind others. */
  readonly blocked: number
}

/**
 * The sessions of one server as trees, the one that blocks most first. Each session stands once: a
 * queue makes everybody wait for all who came before, so it stands below the one nearest to a root.
 * Sessions in a ring have no root: one of them becomes it.
 */
export function lockTrees(sessions: readonly LockSession[]): LockNode[] {
  const children = new Map<LockSession, LockSession[]>()
  const roots = sessions.filter(({ blockers }) => blockers.length === 0)
  spread(roots, sessions, children)
  for (const session of sessions) {
    if (children.has(session)) continue
    roots.push(session)
    spread([session], sessions, children)
  }
  return roots.map((root) => toNode(root, children)).toSorted((a, b) => b.blocked - a.blocked)
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
