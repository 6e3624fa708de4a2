import type { Span } from '@opentelemetry/api'
import type { Tags } from '@sqltrace/sqlcommenter'
import { positionText } from '../call-site/position-text.js'
import type { ResolvedOptions } from '../options/resolve-options.js'
import type { FinishedStatement } from '../query/finished-statement.js'
import { FinishedFacts } from './finished-facts.js'
import { parametersDigest } from './parameters-digest.js'
import type { QueryRecord } from './query-record.js'
import { columnSizes, rowWidth } from './size-of-rows.js'

type PublicFacts = Pick<
  QueryRecord,
  'sql' | 'tags' | 'startTime' | 'duration' | 'poolWait' | 'rows' | 'error' | 'request'
>

/** A finished statement as advice sees it: more than the channel promises to its subscribers. */
export interface InnerRecord extends PublicFacts {
  /** The line that sent it, even if the comment names the line that prepared it. */
  readonly file: string | undefined
  /** The transaction in which it ran: the same object for all its statements. */
  readonly transaction: { readonly file: string | undefined } | undefined
  /** Whether it was the first statement on its connection, so that its wait may have been for a new connection. */
  readonly isFirst: boolean
  /** Its span, which ends after the record is published. */
  readonly span: Span | undefined
  /** The tags of the enclosing `withTags` call: the same object for all its statements. */
  readonly appTags: Tags | undefined
  /** The options of its `traced` call: the same object for all its statements. */
  readonly options: ResolvedOptions
  /** The maximum size of its pool, if the pool is traced. */
  readonly poolSize: number | undefined
  /** Approximate bytes per row, from three of the rows. Computed when read. */
  readonly rowBytes: number
  /** Approximate bytes per row of each column, from a few of the rows. Computed when read. */
  readonly columns: ReadonlyMap<string, number>
  /** A fast, weak hash of the parameters; others may have the same. Computed when read. */
  readonly parametersDigest: number
}

/** A record's key for its `FinishedStatement`. Registered, because another copy of the library may have published the record. */
export const finishedKey = Symbol.for('sqltrace/1/finished')

/** The inner view of a record published on the channel. */
export function innerRecord(message: unknown): InnerRecord {
  return new FinishedRecord((message as { [finishedKey]: FinishedStatement })[finishedKey])
}

class FinishedRecord extends FinishedFacts implements InnerRecord {
  readonly #finished: FinishedStatement

  constructor(finished: FinishedStatement) {
    super(finished)
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
