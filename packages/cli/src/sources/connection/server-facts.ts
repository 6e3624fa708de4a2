import type { Dialect } from './dialect.js'

/** Facts about a server, read after connecting. */
export interface ServerFacts extends Dialect {
  readonly role: 'writer' | 'reader'
  /** Whether its sessions are read-only by default. */
  readonly isReadOnly: boolean
  /** Whether this user sees the statements of other users. */
  readonly seesAll: boolean
  /** `track_activity_query_size`: longer texts are truncated. */
  readonly textSize: number
  /** `track_activities`: whether the server shows what sessions do. */
  readonly tracksActivities: boolean
  /** The encodings of the databases that do not use UTF-8, by database id. */
  readonly encodings: ReadonlyMap<number, string>
}

/** The answer to `factsSql`. */
export interface FactsRow {
  readonly version: number
  readonly is_replica: boolean
  readonly is_read_only: boolean
  readonly sees_all: boolean
  readonly text_size: number
  readonly tracks: boolean
  readonly encoding: string
}

/** A row of the answer to `encodingsSql`. */
export interface EncodingRow {
  readonly datid: number
  readonly encoding: string
}

/** Builds the facts from both answers. */
export function toFacts(
  [row]: readonly FactsRow[],
  encodings: ReadonlyMap<number, string>,
): ServerFacts {
  if (row === undefined) throw new Error('The server did not describe itself.')
  return {
    version: Math.trunc(row.version / 10_000),
    role: row.is_replica ? 'reader' : 'writer',
    isReadOnly: row.is_replica || row.is_read_only,
    seesAll: row.sees_all,
    textSize: row.text_size,
    tracksActivities: row.tracks,
    encoding: row.encoding,
    encodings,
    isUtf8: encodings.size === 0 && row.encoding === 'UTF8',
  }
}
