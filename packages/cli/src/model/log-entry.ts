/**
 * One report of the server, as the log has it. The texts hold bytes: one character each. They are
 * parts of a chunk and keep it in memory, so what is kept of them is copied by `decodeBytes`.
 */
export interface LogEntry {
  /** In English; empty when it is in a language that is not known. */
  severity: string
  /** The severity as the log has it, where that is a field. */
  word: string
  /** SQLSTATE, where the log has it. */
  code: string
  message: string
  detail: string
  statement: string
  /** What is before the label in a plain log, from which the origin is read when it is asked for. */
  prefix: string
  /** The same of the other formats: a csv record, an object. */
  record: string
  object: JsonObject | undefined
}

/** An object of any collector. */
export type JsonObject = Readonly<Record<string, unknown>>
