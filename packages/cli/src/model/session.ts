/** What one session does at the moment of a sample. */
export interface Session {
  readonly pid: number
  /** The session that a parallel worker works for. */
  readonly leader: number
  /** `disabled`: `track_activities` is off for it, so that nothing else is known. */
  readonly state: string
  readonly waitType: string | undefined
  readonly waitEvent: string | undefined
  readonly applicationName: string
  readonly sql: string
  /** Whether the server may have cut off the text. */
  readonly isCut: boolean
  /** PostgreSQL 14 and later, when it computes one. */
  readonly queryId: string | undefined
  /** Seconds since the statement began. */
  readonly running: number
  /** Seconds since the transaction began. */
  readonly inTransaction: number | undefined
}
