import type { StatementCounters } from './statement-counters.js'
import type { Counter } from './counter.js'
import type { Tags } from './tags.js'

/** A statement, what it cost, and which lines sent it. */
export interface SlowRow extends StatementCounters {
  /** The query id, or the normalized text if the server has none. */
  readonly key: string
  /** Average active sessions, from the samples. */
  readonly load: number
  /** Share of the time of all statements, from 0 to 1. */
  readonly share: number
  readonly servers: readonly string[]
  /** The normalized text. */
  readonly statement: string
  /** Samples by line of code; untagged ones are left out. */
  readonly sites: Counter
  /** Routes and jobs by line. */
  readonly works: ReadonlyMap<string, Counter>
  /** Samples whose tags have no line, by route or job. */
  readonly lineless: Counter
  readonly samples: number
  /** The tags of the first call, the only ones `pg_stat_statements` keeps. */
  readonly firstSeen: Tags
  /** Whether samples were matched by text because the server provides no query id. */
  readonly isApproximate: boolean
}
