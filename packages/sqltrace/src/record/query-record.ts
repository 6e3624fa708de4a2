import type { Tags } from '@sqltrace/sqlcommenter'

/** A finished statement, published on the `node:diagnostics_channel` named `sqltrace:query`. */
export interface QueryRecord {
  /** The statement as the app sent it, without the comment. */
  readonly sql: string
  /** The tags in the comment. */
  readonly tags: Tags
  /** The command, in upper case, such as `SELECT`. */
  readonly operation: string
  /** When the app called, in milliseconds since the epoch. */
  readonly startTime: number
  /** The time from the call to the result, in milliseconds, including `poolWait`. */
  readonly duration: number
  /** The time spent waiting for a connection, in milliseconds. */
  readonly poolWait: number
  /** The number of rows returned, summed over all reads of a cursor and all statements of a text; `undefined` without rows. */
  readonly rows: number | undefined
  /** The error with which the statement failed, or with which a stream's consumer aborted it. */
  readonly error: unknown
  /** An id that all statements of an HTTP request share; `undefined` outside a request. */
  readonly request: number | undefined
  /** The approximate size of the rows in bytes. Computed when read. */
  readonly bytes: number
  /** A hash of the parameters, equal for equal ones: the first 16 hex digits of a SHA-256. Computed when read. */
  readonly parametersHash: string
}
