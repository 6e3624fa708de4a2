/** Sessions waiting for something that has no holder in the views. */
export interface OtherWait {
  readonly event: string
  readonly sessions: number
  /** Seconds. */
  readonly longest: number
}
