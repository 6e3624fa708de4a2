import type { Tags } from '@sqltrace/sqlcommenter'

/** A finished statement, as the `node:diagnostics_channel` named `sqltrace:query` publishes it. */
export interface QueryRecord {
  /** The statement as the app sent it, without the comment. */
  readonly sql: string
  /** What the comment says. */
  readonly tags: Tags
  /** What it does, such as `SELECT`. */
  readonly operation: string
  /** Milliseconds since the epoch, when the app called. */
  readonly startTime: number
  /** Milliseconds from the call to the answer. */
  readonly duration: number
  /** Milliseconds of it that passed until there was a connection. */
  readonly poolWait: number
  /** How many rows came back, where the statement returns rows: of all reads of a cursor, and of all statements of a text. */
  readonly rows: number | undefined
  /** What the statement failed with, or what the consumer of a stream broke it off with. */
  readonly error: unknown
  /** The same for all statements of one HTTP request. */
  readonly request: number | undefined
  /** About how many bytes the rows hold. Computed when read. */
  readonly bytes: number
  /** Equal for equal parameters; tells no value. Computed when read. */
  readonly parametersHash: string
}
