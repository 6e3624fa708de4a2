/** How a standby replays what its primary wrote. */
export interface Replay {
  /** What the replay process waits for; `undefined` if the server or missing privileges hide it. */
  readonly waitEvent: string | undefined
  /** Whether this version shows that replay waits for a query. */
  readonly showsWaits: boolean
  /** The replay process, if visible. */
  readonly pid: number | undefined
  readonly isPaused: boolean
  /** WAL positions. A standby that only reads an archive has no `received`. */
  readonly received: string | undefined
  readonly replayed: string | undefined
  /** Bytes received but not yet replayed. */
  readonly behind: number | undefined
  /** Seconds since the primary made the newest replayed commit. */
  readonly age: number | undefined
  /** The setting that limits how long queries may hold up replay, and its value. */
  readonly delaySetting: string
  readonly delay: string
  /** `hot_standby_feedback`. */
  readonly hasFeedback: boolean
  /** Queries cancelled because of conflicts since the last counter reset, by kind. */
  readonly cancelled: Readonly<Record<string, number>>
}
