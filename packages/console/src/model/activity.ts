/** Who sent a statement and what it is, as the database shows it: all that a session's load is grouped by. */
export interface Origin {
  /** `src/courses/repo.ts:42`, as other writers' tags give it too; `undefined` if the statement names no line. */
  readonly line: string | undefined
  /** The route or job: `GET /courses/:slug`. */
  readonly route: string | undefined
  readonly application: string | undefined
  readonly user: string | undefined
  /** The normalized statement: literals masked, comments removed. Never holds a value. */
  readonly statement: string
  /** The server's query id, as text. */
  readonly queryId: string | undefined
  /** All tags of one such statement, without `traceparent`. */
  readonly tags: Readonly<Record<string, string>>
  /** Whether the server may have truncated the text, so that tags may be missing. */
  readonly isCut: boolean
}

/** What active sessions do: running on a CPU, or the class of what they wait for. */
export type Wait = 'cpu' | 'io' | 'lock' | 'lwlock' | 'client' | 'other'

/** Sessions of one server with the same origin and wait, in one sample. */
export interface Activity {
  readonly origin: Origin
  readonly wait: Wait
  /** The number of active sessions; parallel workers count too. */
  readonly sessions: number
}

/** One look at one server. A look that failed is a sample too: it makes the gap visible. */
export interface ActivitySample {
  readonly server: string
  /** Milliseconds since the epoch. */
  readonly at: number
  /** How long the look took, in milliseconds. */
  readonly took: number
  /** Why it failed; then there are no activities. */
  readonly trouble: string | undefined
  readonly activities: readonly Activity[]
  readonly idleInTransaction: number
  /** Sessions that hide what they do. */
  readonly hidden: number
}
