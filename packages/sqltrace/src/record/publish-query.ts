import { createHash } from 'node:crypto'
import { channel } from 'node:diagnostics_channel'
import type { FinishedStatement } from '../query/finished-statement.js'
import type { Query } from '../query/query.js'
import { describe } from '../query/query-text.js'
import { finishedKey } from './inner-record.js'
import type { QueryRecord } from './query-record.js'
import { sizeOfRows } from './size-of-rows.js'

/** Check `hasSubscribers` before publishing: without a subscriber that is the only cost. */
export const queryChannel = channel('sqltrace:query')

/** Publishes the record of a finished statement. */
export function publishQuery(finished: FinishedStatement): void {
  queryChannel.publish(new PublishedQuery(finished))
}

class PublishedQuery implements QueryRecord {
  readonly sql: string
  readonly tags: QueryRecord['tags']
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
    this.error = outcome.error ?? outcome.abortedBy?.error
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

  /** For advice: see {@link innerRecord}. */
  get [finishedKey](): FinishedStatement {
    return this.#finished
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
