import type { Span } from '@opentelemetry/api'
import type { Tags } from '@sqltrace/sqlcommenter'
import type { ResolvedOptions } from '../options/resolve-options.js'
import type { Caller } from '../caller/caller.js'
import type { Outcome, Query, Server } from './query.js'

/** A statement that is over, for whoever tells of it. Times are milliseconds of `performance.now()`. */
export interface FinishedStatement {
  readonly options: ResolvedOptions
  readonly query: Query
  readonly caller: Caller
  readonly tags: Tags
  readonly server: Server | undefined
  /** The transaction it ran in: the same object for all its statements. */
  readonly transaction: { readonly file: string | undefined } | undefined
  /** The connection was made for it: nothing was sent over it before. */
  readonly isFirst: boolean
  readonly span: Span | undefined
  readonly startTime: number
  readonly endTime: number
  /** How long it waited for a connection, in milliseconds. */
  readonly poolWait: number
  readonly outcome: Outcome
}
