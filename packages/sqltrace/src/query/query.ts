import type { Session } from './session.js'

/** What a layer knows of a statement when the app sends it. */
export interface Query {
  readonly sql: string
  readonly parameters?: readonly unknown[] | undefined
  /** A named prepared statement: later callers share its text. */
  readonly named?: boolean
  /** OpenTelemetry's `db.system.name`. Defaults to `postgresql`. */
  readonly system?: string | undefined
  /** What Kysely's operation node tells, never extracted from text. */
  readonly operation?: string | undefined
  readonly collection?: string | undefined
}

/** Where a connection leads, in OpenTelemetry's terms. */
export interface Server {
  readonly address: string | undefined
  readonly port: number | undefined
  readonly namespace: string | undefined
  /** How many connections the pool of the connection may have. */
  readonly poolSize?: number | undefined
  /** What the connection tells of its session. */
  readonly session?: Session | undefined
}

/** What came back. */
export interface Outcome {
  /** How many came back, of all statements of the text together. */
  readonly rows?: number | undefined
  /** PostgreSQL's command tag, such as `COMMIT`. */
  readonly command?: string | undefined
  /** The rows themselves, for whoever measures them. */
  readonly data?: readonly unknown[] | undefined
  readonly error?: unknown
  /** With what the consumer of a stream broke it off: that says nothing of the server or the connection. */
  readonly brokenOffBy?: { readonly error: unknown } | undefined
}
