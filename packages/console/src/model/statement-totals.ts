/** What a statement cost on a server in a minute: the difference of two readings of pg_stat_statements. */
export interface StatementTotals {
  readonly server: string
  /** The minute's start, in milliseconds since the epoch. */
  readonly at: number
  readonly statement: string
  readonly queryId: string | undefined
  readonly calls: number
  readonly milliseconds: number
  readonly rows: number
}
