/** One session at the moment of a sample. */
export interface Session {
  readonly pid: number
  /** The leader's pid for a parallel worker, else the session's own. */
  readonly leader: number
  /** `disabled`: `track_activities` is off for this session, so nothing else is known. */
  readonly state: string
  readonly waitType: string | undefined
  readonly waitEvent: string | undefined
  readonly applicationName: string
  readonly sql: string
  /** Whether the server may have truncated the text. */
  readonly isCut: boolean
  /** PostgreSQL 14 and later, if the server computes it. */
  readonly queryId: string | undefined
  /** Seconds since the statement began. */
  readonly running: number
  /** Seconds since the transaction began. */
  readonly inTransaction: number | undefined
}
