import type { Counter } from './counter.js'
import type { Tags } from './tags.js'
import type { Wait } from './wait.js'

/** One group of sessions, over all samples. Loads are average active sessions. */
export interface LoadRow {
  readonly key: string
  load: number
  readonly waits: Record<Wait, number>
  /** Seconds of the longest statement that runs in the newest sample. */
  longest: number
  readonly sites: Counter
  readonly works: Counter
  readonly servers: Counter
  readonly statements: Counter
  /** The ids of some of its traces. */
  readonly traces: Counter
  /** The sessions of the newest sample, as `server/pid`; parallel workers count with their leader. */
  readonly pids: Counter
  /** The tags of a statement of this group, with the trace that its session names. */
  readonly tags: Tags
}

/** Who used the servers, and how much of the truth was visible. */
export interface LoadTable {
  readonly rows: readonly LoadRow[]
  readonly load: number
  /** Part of the load whose statements name a line, from 0 to 1. */
  readonly tagged: number
  /** Part of the load whose statements have tags, with a line or without, from 0 to 1. */
  readonly withTags: number
  /** Part of the statements that the server may have cut off, from 0 to 1. */
  readonly cutOff: number
  /** Sessions idle in a transaction in the newest sample of each server. */
  readonly idleInTransaction: number
  /** Sessions in the newest sample of each server that do not show what they do. */
  readonly hidden: number
}
