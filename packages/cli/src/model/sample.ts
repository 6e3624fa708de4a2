import type { Session } from './session.js'

/** The sessions of one server at one moment. */
export interface Sample {
  /** The name of the sampled host. */
  readonly server: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly sessions: readonly Session[]
}
