import type { VacuumProgress } from './vacuum-progress.js'

/** A session that waits for a lock, or holds one that others wait for. */
export interface LockSession {
  readonly server: string
  /** 0 stands for a prepared transaction. */
  readonly pid: number
  readonly state: string | undefined
  readonly waitType: string | undefined
  readonly waitEvent: string | undefined
  readonly sql: string
  /** Replay on a standby may wait for nobody that can be seen. */
  readonly isWaiting: boolean
  /** The sessions it waits for. */
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
  /** Where it is a vacuum: how far it is. */
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
  /** All waiting sessions, also those beyond the ones that were asked for. */
  readonly waiters: number
}
