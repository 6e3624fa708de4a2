import type { LockSession } from './lock-session.js'

/** A session and those that wait for it. */
export interface LockNode {
  readonly session: LockSession
  readonly waiting: readonly LockNode[]
  /** How many sessions wait for it, directly or behind others, also where they stand below another root. */
  readonly blocked: number
  /** Of a root: whether somebody waits for a lock of it. Replay waits for other things too. */
  readonly holdsLock?: boolean
}
