/** The counters of one statement. */
export interface StatementCounters {
  readonly calls: number
  readonly milliseconds: number
  readonly rows: number
  /** Blocks found in or read into the shared buffers. */
  readonly blocks: number
  /** Blocks of temporary files read and written. */
  readonly temp: number
}
