import type { StatementCounters } from './statement-counters.js'
import type { Counter } from './counter.js'
import type { Tags } from './tags.js'

/** A statement, what it cost, and which lines sent it. */
export interface SlowRow extends StatementCounters {
  /** The query id, or the normalized text where the server tells none. */
  readonly key: string
  /** Average active sessions by the samples. */
  readonly load: number
  /** Part of the time of all statements, from 0 to 1. */
  readonly share: number
  readonly servers: readonly string[]
  /** The normalized text. */
  readonly statement: string
  /** Samples by line of code; untagged ones are left out. */
  readonly sites: Counter
  /** Routes and jobs by line. */
  readonly works: ReadonlyMap<string, Counter>
  /** Samples that have tags without a line, by their work. */
  readonly lineless: Counter
  readonly samples: number
  /** The tags of the first call, which alone `pg_stat_statements` keeps. */
  readonly firstSeen: Tags
  /** Whether samples were matched by text, because the server tells no query id. */
  readonly isApproximate: boolean
}
