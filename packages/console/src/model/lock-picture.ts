import type { Origin } from './activity.js'

/** A session that waits for a lock or is waited for. */
export interface LockMember {
  readonly pid: number
  readonly origin: Origin
  readonly state: string | undefined
  /** What it waits for or holds, in words. */
  readonly lock: string
  /** Seconds since its statement began, and since its transaction began. */
  readonly running: number
  readonly inTransaction: number | undefined
  /** The pids that it waits for. */
  readonly blockers: readonly number[]
}

/** Who waits for whom on a server at a moment. */
export interface LockPicture {
  readonly server: string
  readonly at: number
  readonly members: readonly LockMember[]
}
