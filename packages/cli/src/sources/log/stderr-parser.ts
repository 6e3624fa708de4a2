import { LabelFinder, type FoundLabel } from './label-finder.js'
import type { LogEntry } from '../../model/log-entry.js'
import { emptyEntry, type LogParser, type LogSink } from './log-format.js'

const tab = 9
const colon = 58
const brace = 123

/** A line that begins like this and has no label does not continue an entry. */
const stamped = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d|^\d{10}\.\d{3} /
/** With `log_error_verbosity = verbose` the message begins with the SQLSTATE. */
const sqlState = /^[\dA-Z]{5}$/

/**
 * The plain log with any `log_line_prefix`: a line's label, such as `LOG:  `, marks where its prefix
 * ends. PostgreSQL begins each continuation line with a tab.
 */
export const stderrParser: LogParser = withMark(':  ')

/** The same for a collector that collapses two blanks into one. */
export const singleBlankParser: LogParser = withMark(': ')

function withMark(mark: string): LogParser {
  return {
    parse(text, sink) {
      return text.slice(new Reader(text, mark, sink).read())
    },
    finish(rest, sink) {
      const reader = new Reader(rest.endsWith('\n') ? rest : `${rest}\n`, mark, sink)
      reader.read()
      reader.end()
    },
  }
}

/** Reads one text: all entries except the last, which may continue. */
class Reader {
  readonly #text: string
  readonly #sink: LogSink
  readonly #finder: LabelFinder
  readonly #open: FoundLabel = { label: { part: 'other', word: '' }, word: 0, start: 0 }
  readonly #next: FoundLabel = { label: { part: 'other', word: '' }, word: 0, start: 0 }
  #entry: LogEntry | undefined
  #entryStart = 0
  #at = 0

  constructor(text: string, mark: string, sink: LogSink) {
    this.#text = text
    this.#sink = sink
    this.#finder = new LabelFinder(text, mark)
  }

  /** Returns where the last entry begins. */
  read(): number {
    const text = this.#text
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', this.#at)) {
      if (text.charCodeAt(this.#at) !== tab) this.#line(end)
      this.#at = end + 1
    }
    return this.#entry ? this.#entryStart : this.#at
  }

  /** Emits the last entry too. */
  end(): void {
    this.#closePart()
    if (this.#entry) this.#sink.take(this.#entry)
    this.#entry = undefined
  }

  #line(end: number): void {
    if (this.#isObject()) return this.#foreign(end)
    if (this.#finder.find(this.#at, end, this.#next)) return this.#labelled()
    if (!this.#entry || stamped.test(this.#text.slice(this.#at, this.#at + 24))) this.#foreign(end)
  }

  #isObject(): boolean {
    return this.#text.charCodeAt(this.#at) === brace && this.#text.charAt(this.#at + 1) === '"'
  }

  /** A line of another program, or of a server in an unknown language. */
  #foreign(end: number): void {
    this.end()
    if (end > this.#at) this.#sink.miss(this.#text.slice(this.#at, end))
  }

  #labelled(): void {
    const { label, word, start } = this.#next
    if (label.part === 'message') this.#begin(label.word, word)
    else this.#closePart()
    this.#open.label = label
    this.#open.start = start
  }

  #begin(severity: string, word: number): void {
    this.end()
    this.#entry = emptyEntry(severity)
    this.#entry.prefix = this.#text.slice(this.#at, word)
    this.#entryStart = this.#at
  }

  #closePart(): void {
    const { label, start } = this.#open
    if (this.#entry === undefined || label.part === 'other') return
    const text = this.#text.slice(start, this.#at - 1)
    if (label.part === 'message') setMessage(this.#entry, text)
    else this.#entry[label.part] = text
  }
}

function setMessage(entry: LogEntry, text: string): void {
  const isVerbose = text.charCodeAt(5) === colon && sqlState.test(text.slice(0, 5))
  entry.code = isVerbose ? text.slice(0, 5) : ''
  entry.message = isVerbose ? text.slice(7) : text
}
