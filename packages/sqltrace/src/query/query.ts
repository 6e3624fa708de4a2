import type { Session } from './session.js'

/** What a layer knows about a statement when the app sends it. */
export interface Query {
  readonly sql: string
  readonly parameters?: readonly unknown[] | undefined
  /** A named prepared statement: later callers share its text. */
  readonly named?: boolean
  /** OpenTelemetry's `db.system.name`. Defaults to `postgresql`. */
  readonly system?: string | undefined
  /** From Kysely's operation node, never parsed from the text. */
  readonly operation?: string | undefined
  readonly collection?: string | undefined
}

/** Where a connection leads, in OpenTelemetry's terms. */
export interface Server {
  readonly address: string | undefined
  readonly port: number | undefined
  readonly namespace: string | undefined
  /** The maximum size of the connection's pool. */
  readonly poolSize?: number | undefined
  /** The state of its session, as reported by the connection. */
  readonly session?: Session | undefined
}

/** What came back. */
export interface Outcome {
  /** The number of rows, summed over all statements of the text. */
  readonly rows?: number | undefined
  /** PostgreSQL's command tag, such as `COMMIT`. */
  readonly command?: string | undefined
  /** The rows themselves, for measuring their size. */
  readonly data?: readonly unknown[] | undefined
  readonly error?: unknown
  /** The error with which a stream's consumer aborted it; not an error of the server or the connection. */
  readonly abortedBy?: { readonly error: unknown } | undefined
}
