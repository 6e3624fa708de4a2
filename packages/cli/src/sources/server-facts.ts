import type { Dialect } from './sql.js'

/** What a server says of itself when the connection is made. */
export interface ServerFacts extends Dialect {
  readonly role: 'writer' | 'reader'
  /** Whether this user sees the statements of others. */
  readonly seesAll: boolean
  /** `track_activity_query_size`: longer texts are cut off. */
  readonly textSize: number
  /** `track_activities`: whether it shows what sessions do. */
  readonly tracksActivities: boolean
  /** The encodings of the databases that are not in UTF-8, by their ids. */
  readonly encodings: ReadonlyMap<number, string>
}

export interface FactsRow {
  readonly version: number
  readonly is_replica: boolean
  readonly sees_all: boolean
  readonly text_size: number
  readonly tracks: boolean
  readonly encoding: string
}

/** Reads what a server said of itself. */
export function toFacts(
  [row]: readonly FactsRow[],
  encodings: ReadonlyMap<number, string>,
): ServerFacts {
  if (row === undefined) throw new Error('The server said nothing of itself.')
  return {
    version: Math.trunc(row.version / 10_000),
    role: row.is_replica ? 'reader' : 'writer',
    seesAll: row.sees_all,
    textSize: row.text_size,
    tracksActivities: row.tracks,
    encoding: row.encoding,
    encodings,
    isUtf8: encodings.size === 0 && row.encoding === 'UTF8',
  }
}
