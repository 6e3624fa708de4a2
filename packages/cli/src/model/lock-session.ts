import type { VacuumProgress } from './vacuum-progress.js'

/** A session that waits for a lock, or holds a lock that others wait for. */
export interface LockSession {
  readonly server: string
  /** 0 for a prepared transaction. */
  readonly pid: number
  readonly state: string | undefined
  readonly waitType: string | undefined
  readonly waitEvent: string | undefined
  readonly sql: string
  /** Can be true without any blockers: replay on a standby may wait for sessions that are not visible. */
  readonly isWaiting: boolean
  /** The pids it waits for. */
  readonly blockers: readonly number[]
  readonly mode: string | undefined
  /** What is locked: `relation`, `tuple`, `transactionid` … */
  readonly lock: string | undefined
  readonly relation: string | undefined
  /** The key of an advisory lock: one number, or two. */
  readonly advisory: string | undefined
  /** `client backend`, `autovacuum worker`, `startup` … */
  readonly backend: string | undefined
  readonly user: string | undefined
  readonly application: string | undefined
  readonly address: string | undefined
  /** The names of prepared transactions. */
  readonly gids: readonly string[]
  /** The progress of a vacuum. */
  readonly vacuum: VacuumProgress | undefined
  /** Seconds since the statement began. */
  readonly running: number
  /** Seconds since the state changed. */
  readonly inState: number
  readonly inTransaction: number | undefined
}

/** Who waits for whom on one server. */
export interface LockReading {
  readonly sessions: readonly LockSession[]
  /** The number of all waiting sessions, including those beyond the limit of the query. */
  readonly waiters: number
}
