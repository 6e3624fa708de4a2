/** How a standby replays what its primary wrote. */
export interface Replay {
  /** What the process that replays waits for; `undefined` where the server or our rights do not let us see it. */
  readonly waitEvent: string | undefined
  /** Whether this version tells when replay waits for a query. */
  readonly tellsWaits: boolean
  /** The process itself, where it is visible. */
  readonly pid: number | undefined
  readonly isPaused: boolean
  /** Positions in the WAL. An archive alone gives no received one. */
  readonly received: string | undefined
  readonly replayed: string | undefined
  /** Bytes received and not replayed. */
  readonly behind: number | undefined
  /** Seconds since the newest replayed commit was made on the primary. */
  readonly age: number | undefined
  /** The setting that limits how long queries may hold up replay, and its value. */
  readonly delaySetting: string
  readonly delay: string
  /** `hot_standby_feedback`. */
  readonly hasFeedback: boolean
  /** Queries that conflicts have cancelled since the counters began, by kind. */
  readonly cancelled: Readonly<Record<string, number>>
}
