/** A table and what was done with it since its counters began. */
export interface TableHealth {
  readonly schema: string
  readonly name: string
  readonly live: number
  readonly dead: number
  /** Sequential scans. */
  readonly scans: number
  /** Rows that these have read. */
  readonly scanned: number
  /** The number of dead rows at which autovacuum comes. */
  readonly vacuumAt: number
  /** `false`: autovacuum is switched off for this table. */
  readonly autovacuum?: boolean
}
