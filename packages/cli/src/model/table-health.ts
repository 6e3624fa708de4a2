/** A table, and its counters since their last reset. */
export interface TableHealth {
  readonly schema: string
  readonly name: string
  readonly live: number
  readonly dead: number
  /** Sequential scans. */
  readonly scans: number
  /** Rows read by sequential scans. */
  readonly scanned: number
  /** The number of dead rows at which autovacuum starts. */
  readonly vacuumAt: number
  /** `false` if autovacuum is off for this table. */
  readonly autovacuum?: boolean
}
