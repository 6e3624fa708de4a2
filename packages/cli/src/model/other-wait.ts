/** Sessions that wait for something that nobody of the views holds. */
export interface OtherWait {
  readonly event: string
  readonly sessions: number
  /** Seconds. */
  readonly longest: number
}
