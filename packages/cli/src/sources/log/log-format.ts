import type { LogEntry } from '../../model/log-entry.js'
/** An entry with only its severity set. */
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

/** Receives the results of a parser. */
export interface LogSink {
  take(entry: LogEntry): void
  /** A line that belongs to no entry. */
  miss(line: string): void
  /** An entry was too long to be kept whole. */
  cut(): void
}

/** Reads a text that arrives in pieces. */
export interface PieceReader {
  push(text: string): void
  /** Reads what was pushed, if there is enough of it. */
  flush(): void
  /** Nothing follows for a while: emits the entry that might have continued. */
  idle(): void
  finish(): void
}

/** Turns the text of one log format into entries. */
export interface LogParser {
  /** Reads complete entries from `text` and returns the incomplete rest. */
  parse(text: string, sink: LogSink): string
  /** Reads the rest when nothing follows. */
  finish(rest: string, sink: LogSink): void
  /** For logs wrapped in this one: nothing follows for a while. */
  idle?(): void
}

/** A format; one that wraps others opens a reader for each log in it. */
export interface LogFormat {
  readonly name: string
  create(open: () => PieceReader): LogParser
}
