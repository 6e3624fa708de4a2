/**
 * One report of the server, as it stands in the log. The texts hold bytes: one character each. They
 * are parts of a chunk and keep it in memory, so what is kept of them is copied by `decodeBytes`.
 */
export interface LogEntry {
  severity: string
  message: string
  detail: string
  statement: string
}

/** Turns the text of one log format into entries. */
export interface LogParser {
  /** Reads complete entries from `text`, and returns what is left of the last one. */
  parse(text: string, take: (entry: LogEntry) => void): string
  /** Reads what is left when nothing follows. */
  finish(rest: string, take: (entry: LogEntry) => void): void
}

/** A copy of bytes as the text that they encode. */
export function decodeBytes(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
