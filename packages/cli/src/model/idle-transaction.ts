/** An open transaction whose client is not running a statement. */
export interface IdleTransaction {
  readonly pid: number
  readonly sql: string
  /** Seconds since its last statement. */
  readonly seconds: number
  /** Seconds since it began; `undefined` once it has failed, because the server then drops its start. */
  readonly inTransaction: number | undefined
}
