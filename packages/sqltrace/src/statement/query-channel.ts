import { createHash } from 'node:crypto'
import { channel } from 'node:diagnostics_channel'
import type { Tags } from '@sqltrace/sqlcommenter'
import { describe } from '../query-text/text-cache.js'
import type { FinishedStatement } from './finished-statement.js'
import type { Query } from './query.js'
import { sizeOfRows } from './row-size.js'

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
  /** How many rows came back, where the statement returns rows. */
  readonly rows: number | undefined
  readonly error: unknown
  /** The same for all statements of one HTTP request. */
  readonly request: number | undefined
  /** About how many bytes the rows hold. Computed when read. */
  readonly bytes: number
  /** Equal for equal parameters; tells no value. Computed when read. */
  readonly parametersHash: string
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
    this.error = outcome.error
    this.request = caller.scope?.request?.id
    this.#finished = finished
  }

  get bytes(): number {
    return sizeOfRows(this.#finished.outcome.data ?? [])
  }

  get parametersHash(): string {
    const hash = createHash('sha256')
    for (const value of this.#finished.query.parameters ?? []) hash.update(`${textOf(value)}\0`)
    return hash.digest('hex').slice(0, 16)
  }
}

function operationOf({ operation, sql }: Query): string {
  const [first = ''] = describe(sql).summary.split(' ', 1)
  return (operation ?? first).toUpperCase()
}

function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return `${typeof value}:${String(value)}`
  return JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}n` : inner))
}
