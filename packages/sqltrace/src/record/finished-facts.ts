import type { FinishedStatement } from '../query/finished-statement.js'
import type { QueryRecord } from './query-record.js'

/** The facts about a finished statement that subscribers of the channel and advice both see. */
export class FinishedFacts {
  readonly sql: string
  readonly tags: QueryRecord['tags']
  readonly startTime: number
  readonly duration: number
  readonly poolWait: number
  readonly rows: number | undefined
  readonly error: unknown
  readonly request: number | undefined

  constructor({ query, tags, caller, startTime, endTime, poolWait, outcome }: FinishedStatement) {
    this.sql = query.sql
    this.tags = tags
    this.startTime = performance.timeOrigin + startTime
    this.duration = endTime - startTime
    this.poolWait = poolWait
    this.rows = outcome.rows
    this.error = outcome.error ?? outcome.abortedBy?.error
    this.request = caller.scope?.request?.id
  }
}
