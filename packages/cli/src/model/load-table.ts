import type { Counter } from './counter.js'
import type { Tags } from './tags.js'
import type { Wait } from './wait.js'

/** One group of sessions, over all samples. Loads are average active sessions. */
export interface LoadRow {
  readonly key: string
  load: number
  readonly waits: Record<Wait, number>
  /** Age in seconds of the oldest statement running in the newest sample. */
  longest: number
  readonly sites: Counter
  readonly works: Counter
  readonly servers: Counter
  readonly statements: Counter
  /** Ids of some of its traces. */
  readonly traces: Counter
  /** The sessions of the newest sample, as `server/pid`; parallel workers count with their leader. */
  readonly pids: Counter
  /** The tags of one statement of this group, with its session's trace. */
  readonly tags: Tags
}

/** Who used the servers, and how much of the load was visible. */
export interface LoadTable {
  readonly rows: readonly LoadRow[]
  readonly load: number
  /** Share of the load whose statements name a line, from 0 to 1. */
  readonly tagged: number
  /** Share of the load whose statements have tags, with or without a line, from 0 to 1. */
  readonly withTags: number
  /** Share of the load whose statements the server may have truncated, from 0 to 1. */
  readonly cutOff: number
  /** Sessions idle in a transaction in the newest sample of each server. */
  readonly idleInTransaction: number
  /** Sessions in the newest sample of each server that hide what they do. */
  readonly hidden: number
}
