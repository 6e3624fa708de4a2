/** A transaction whose client does something else. */
export interface IdleTransaction {
  readonly pid: number
  readonly sql: string
  /** Since its last statement. */
  readonly seconds: number
  /** `undefined` where the server no longer tells: an aborted transaction has no start. */
  readonly inTransaction: number | undefined
}
