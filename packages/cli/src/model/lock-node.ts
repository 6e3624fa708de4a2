import type { LockSession } from './lock-session.js'

/** A session and the sessions waiting for it. */
export interface LockNode {
  readonly session: LockSession
  readonly waiting: readonly LockNode[]
  /** Sessions waiting for it, directly or indirectly; for a root, including those listed under another root. */
  readonly blocked: number
  /** For a root: whether another session waits for a lock it holds. Replay waits for other things too. */
  readonly holdsLock?: boolean
}
