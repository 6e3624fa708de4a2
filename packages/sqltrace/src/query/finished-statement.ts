import type { Span } from '@opentelemetry/api'
import type { Tags } from '@sqltrace/sqlcommenter'
import type { ResolvedOptions } from '../options/resolve-options.js'
import type { Caller } from '../caller/caller.js'
import type { Outcome, Query, Server } from './query.js'

/** A finished statement, for spans, metrics and the channel. Times are `performance.now()` in milliseconds. */
export interface FinishedStatement {
  readonly options: ResolvedOptions
  readonly query: Query
  readonly caller: Caller
  readonly tags: Tags
  readonly server: Server | undefined
  /** The transaction in which it ran: the same object for all its statements. */
  readonly transaction: { readonly file: string | undefined } | undefined
  /** Whether it was the first statement on its connection. */
  readonly isFirst: boolean
  readonly span: Span | undefined
  readonly startTime: number
  readonly endTime: number
  /** How long it waited for a connection, in milliseconds. */
  readonly poolWait: number
  readonly outcome: Outcome
}
