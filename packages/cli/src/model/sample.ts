import type { Session } from './session.js'

/** What one server did at one moment. */
export interface Sample {
  /** The name of the host that gave it. */
  readonly server: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly sessions: readonly Session[]
}
