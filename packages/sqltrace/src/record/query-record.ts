import { createHash } from 'node:crypto'
import { channel } from 'node:diagnostics_channel'
import type { Span } from '@opentelemetry/api'
import type { Scope } from '@sqltrace/cls/storage'
import type { Tags } from '@sqltrace/sqlcommenter'
import type { ResolvedOptions } from '../options/resolve-options.js'
import { describe } from '../query/query-text.js'
import { columnSizes } from './column-sizes.js'
import type { FinishedStatement } from '../query/finished-statement.js'
import { parametersDigest } from './parameters-digest.js'
import { positionText } from '../call-site/position-text.js'
import type { Query } from '../query/query.js'
import { sizeOfRows } from './row-size.js'
import { rowWidth } from './row-width.js'

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
  /** The line that sent it, also where the comment names the line that prepared it. */
  readonly file: string | undefined
  /** The transaction it ran in: the same object for all its statements. */
  readonly transaction: { readonly file: string | undefined } | undefined
  /** Nothing was sent over its connection before: the wait for it was, or may have been, for a new one. */
  readonly isFirst: boolean
  /** Its span, which ends after it was published. */
  readonly span: Span | undefined
  /** The request and the tags of the async context that sent it. */
  readonly scope: Scope | undefined
  /** The options of the `traced` call that it went through: the same object for all its statements. */
  readonly options: ResolvedOptions
  /** How many connections its pool may have, where that pool is traced. */
  readonly poolSize: number | undefined
  /** About how many bytes the rows hold. Computed when read. */
  readonly bytes: number
  /** About how many bytes a row holds, by three of the rows. Computed when read. */
  readonly rowBytes: number
  /** About how many bytes each column holds in a row, by a few of the rows. Computed when read. */
  readonly columns: ReadonlyMap<string, number>
  /** Equal for equal parameters; tells no value. Computed when read. */
  readonly parametersHash: string
  /** A weak and quick form of it: a number that others may share. Computed when read. */
  readonly parametersDigest: number
}

const queries = channel('sqltrace:query')

/** Tells whoever listens of a finished statement; costs a comparison where nobody does. */
export function publishQuery(finished: FinishedStatement): void {
  if (queries.hasSubscribers) queries.publish(new PublishedQuery(finished))
}

class PublishedQuery implements QueryRecord {
  readonly sql: string
  readonly tags: Tags
  readonly operation: string
  readonly startTime: number
  readonly duration: number
  readonly poolWait: number
  readonly rows: number | undefined
  readonly error: unknown
  readonly request: number | undefined
  readonly #finished: FinishedStatement

  constructor(finished: FinishedStatement) {
    const { query, tags, caller, startTime, endTime, poolWait, outcome } = finished
    this.sql = query.sql
    this.tags = tags
    this.operation = operationOf(query)
    this.startTime = performance.timeOrigin + startTime
    this.duration = endTime - startTime
    this.poolWait = poolWait
    this.rows = outcome.rows
    this.error = outcome.error ?? outcome.brokenOffBy?.error
    this.request = caller.scope?.request?.id
    this.#finished = finished
  }

  get file(): string | undefined {
    const { site } = this.#finished.caller
    return site && positionText(site)
  }

  get transaction(): QueryRecord['transaction'] {
    return this.#finished.transaction
  }

  get isFirst(): boolean {
    return this.#finished.isFirst
  }

  get span(): Span | undefined {
    return this.#finished.span
  }

  get scope(): Scope | undefined {
    return this.#finished.caller.scope
  }

  get options(): ResolvedOptions {
    return this.#finished.options
  }

  get poolSize(): number | undefined {
    return this.#finished.server?.poolSize
  }

  get rowBytes(): number {
    return rowWidth(this.#finished.outcome.data ?? [])
  }

  get columns(): ReadonlyMap<string, number> {
    return columnSizes(this.#finished.outcome.data ?? [])
  }

  get bytes(): number {
    return sizeOfRows(this.#finished.outcome.data ?? [])
  }

  get parametersDigest(): number {
    return parametersDigest(this.#finished.query.parameters ?? [])
  }

  get parametersHash(): string {
    const hash = createHash('sha256')
    for (const value of this.#finished.query.parameters ?? []) hash.update(`${textOf(value)}\0`)
    return hash.digest('hex').slice(0, 16)
  }
}

function operationOf({ operation, sql }: Query): string {
  if (operation !== undefined) return operation.toUpperCase()
  const [first = ''] = describe(sql).summary.split(' ', 1)
  return first.toUpperCase()
}

function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return `${typeof value}:${String(value)}`
  return JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}n` : inner))
}
