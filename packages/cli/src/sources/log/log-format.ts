import type { LogEntry } from '../../model/log-entry.js'
/** An entry in which nothing is known yet. */
export function emptyEntry(severity: string): LogEntry {
  return {
    severity,
    word: '',
    code: '',
    message: '',
    detail: '',
    statement: '',
    prefix: '',
    record: '',
    object: undefined,
  }
}

/** Where a parser hands its results. */
export interface LogSink {
  take(entry: LogEntry): void
  /** A line that belongs to no entry. */
  miss(line: string): void
  /** An entry was too long to be kept whole. */
  cut(): void
}

/** Reads a text that comes in pieces. */
export interface PieceReader {
  push(text: string): void
  /** Reads what was pushed, as far as that is worth it. */
  flush(): void
  /** Nothing follows for a while: hands over the entry that might have gone on. */
  idle(): void
  finish(): void
}

/** Turns the text of one log format into entries. */
export interface LogParser {
  /** Reads complete entries from `text`, and returns what is left of the last one. */
  parse(text: string, sink: LogSink): string
  /** Reads what is left when nothing follows. */
  finish(rest: string, sink: LogSink): void
  /** The same for logs that are wrapped in this one, when nothing follows for a while. */
  idle?(): void
}

/** A format; one that wraps others opens a reader for each log in it. */
export interface LogFormat {
  readonly name: string
  create(open: () => PieceReader): LogParser
}
