/**
 * One entry of the server log. The texts hold bytes, one character per byte. They are
 * slices that keep their whole chunk in memory, so anything kept must be copied with `decodeBytes`.
 */
export interface LogEntry {
  /** In English; empty if its language is unknown. */
  severity: string
  /** The severity as logged, in formats that have a field for it. */
  word: string
  /** SQLSTATE, if logged. */
  code: string
  message: string
  detail: string
  statement: string
  /** What precedes the label in a plain log; the origin is parsed from it on demand. */
  prefix: string
  /** Its counterpart in other formats: a csv record, or an object. */
  record: string
  object: JsonObject | undefined
}

/** A JSON object, written by any collector. */
export type JsonObject = Readonly<Record<string, unknown>>
