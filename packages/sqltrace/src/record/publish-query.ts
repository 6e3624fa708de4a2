import { createHash } from 'node:crypto'
import { channel } from 'node:diagnostics_channel'
import type { FinishedStatement } from '../query/finished-statement.js'
import type { Query } from '../query/query.js'
import { describe } from '../query/query-text.js'
import { FinishedFacts } from './finished-facts.js'
import { finishedKey } from './inner-record.js'
import type { QueryRecord } from './query-record.js'
import { sizeOfRows } from './size-of-rows.js'

/** Check `hasSubscribers` before publishing: without a subscriber that is the only cost. */
export const queryChannel = channel('sqltrace:query')

/** Publishes the record of a finished statement. */
export function publishQuery(finished: FinishedStatement): void {
  queryChannel.publish(new PublishedQuery(finished))
}

class PublishedQuery extends FinishedFacts implements QueryRecord {
  readonly operation: string
  readonly #finished: FinishedStatement

  constructor(finished: FinishedStatement) {
    super(finished)
    this.operation = operationOf(finished.query)
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
