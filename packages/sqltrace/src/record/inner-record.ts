import type { Span } from '@opentelemetry/api'
import type { Tags } from '@sqltrace/sqlcommenter'
import { positionText } from '../call-site/position-text.js'
import type { ResolvedOptions } from '../options/resolve-options.js'
import type { FinishedStatement } from '../query/finished-statement.js'
import { parametersDigest } from './parameters-digest.js'
import type { QueryRecord } from './query-record.js'
import { columnSizes, rowWidth } from './size-of-rows.js'

type PublicFacts = Pick<
  QueryRecord,
  'sql' | 'tags' | 'startTime' | 'duration' | 'poolWait' | 'rows' | 'error' | 'request'
>

/** A finished statement as advice sees it: more than a subscriber of the channel is promised. */
export interface InnerRecord extends PublicFacts {
  /** The line that sent it, also where the comment names the line that prepared it. */
  readonly file: string | undefined
  /** The transaction it ran in: the same object for all its statements. */
  readonly transaction: { readonly file: string | undefined } | undefined
  /** Nothing was sent over its connection before: the wait for it was, or may have been, for a new one. */
  readonly isFirst: boolean
  /** Its span, which ends after it was published. */
  readonly span: Span | undefined
  /** The tags of the `withTags` call that sent it: the same object for all its statements. */
  readonly appTags: Tags | undefined
  /** The options of the `traced` call that it went through: the same object for all its statements. */
  readonly options: ResolvedOptions
  /** How many connections its pool may have, where that pool is traced. */
  readonly poolSize: number | undefined
  /** About how many bytes a row holds, by three of the rows. Computed when read. */
  readonly rowBytes: number
  /** About how many bytes each column holds in a row, by a few of the rows. Computed when read. */
  readonly columns: ReadonlyMap<string, number>
  /** A weak and quick hash of the parameters: a number that others may share. Computed when read. */
  readonly parametersDigest: number
}

/** Where a record keeps what it was made of; another copy of the library may have published it. */
export const finishedKey = Symbol.for('sqltrace/1/finished')

/** The inner view of what the channel has published. */
export function innerRecord(message: unknown): InnerRecord {
  return new FinishedRecord((message as { [finishedKey]: FinishedStatement })[finishedKey])
}

class FinishedRecord implements InnerRecord {
  readonly sql: string
  readonly tags: Tags
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

  get transaction(): InnerRecord['transaction'] {
    return this.#finished.transaction
  }

  get isFirst(): boolean {
    return this.#finished.isFirst
  }

  get span(): Span | undefined {
    return this.#finished.span
  }

  get appTags(): Tags | undefined {
    return this.#finished.caller.scope?.tags
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

  get parametersDigest(): number {
    return parametersDigest(this.#finished.query.parameters ?? [])
  }
}
