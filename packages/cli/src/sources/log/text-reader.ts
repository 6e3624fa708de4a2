import { detectFormat } from './detect-format.js'
import type { LogEntry } from '../../model/log-entry.js'
import type { LogFormat, LogParser, LogSink, PieceReader } from './log-format.js'

/**
 * So much is read at once: line by line takes three times as long, and longer texts are old to the
 * garbage collector from the start, which costs a fifth of the speed (bench/logs.js).
 */
export const pieceSize = 64 * 1024
const windowSize = 64 * 1024
/** So much without an entry is reason to doubt the format. */
const minBarren = 16 * 1024
/** What is kept of an entry that is longer: the comment is near the beginning or at the end. */
const maxEntry = 32 * 1024 * 1024
const keptHead = 1024 * 1024
const keptTail = 64 * 1024
/** How many objects around its entries an object may have. */
const maxCuts = 12
/** A log in a log in a log. */
const maxDepth = 4

/** Reads a log of any format. The format is decided by what can be read, again whenever nothing can. */
export class TextReader implements PieceReader {
  readonly #sink: LogSink
  readonly #depth: number
  #format: LogFormat | undefined
  #parser: LogParser | undefined
  #pieces: string[] = []
  #size = 0
  #restSize = 0
  /** How often the entry that goes on was shortened. */
  #cuts = 0

  constructor(sink: LogSink, depth = 0) {
    this.#sink = sink
    this.#depth = depth
  }

  push(text: string): void {
    this.#pieces.push(text)
    this.#size += text.length
    if (this.#size - this.#restSize >= pieceSize) this.flush()
  }

  /** What is left of a text is read again only when twice as much is there: the time stays linear. */
  flush(): void {
    const isWorthIt = this.#size > this.#restSize && this.#size >= 2 * this.#restSize
    if (isWorthIt || this.#size > maxEntry) this.#read()
  }

  idle(): void {
    this.#read()
    const rest = this.#pieces.join('')
    if (this.#parser?.idle) this.#parser.idle()
    else if (rest.endsWith('\n')) {
      this.#parser?.finish(rest, this.#sink)
      this.#keep('')
    }
  }

  finish(): void {
    if (this.#size > 0) this.#read()
    const rest = this.#pieces.join('')
    if (this.#parser === undefined && rest !== '') this.#choose(rest)
    if (this.#parser) this.#parser.finish(rest, this.#sink)
    else missLines(rest, this.#sink)
    this.#keep('')
  }

  #read(): void {
    const text = this.#pieces.join('')
    if (this.#parser === undefined && text.includes('\n')) this.#choose(text)
    else if (this.#parser === undefined) this.#chooseEarly(text)
    this.#keep(this.#parser === undefined ? this.#unknown(text) : this.#parse(text, this.#parser))
  }

  /** Nothing is readable: the lines are counted, the last may go on. */
  #unknown(text: string): string {
    const end = text.includes('\n') ? text.lastIndexOf('\n') + 1 : 0
    missLines(text.slice(0, end), this.#sink)
    return text.slice(end)
  }

  /** When nothing can be read any more, the log may go on in another format. */
  #parse(text: string, parser: LogParser): string {
    const found = new Recorder(this.#sink)
    const rest = parser.parse(text, found)
    const isBarren = found.entries === 0 && rest.length < text.length / 2
    if (isBarren && text.length >= minBarren && parser.idle === undefined) {
      const other = this.#detect(text)
      if (other !== undefined && other !== this.#format) return this.#change(other, text)
    }
    found.replay()
    return rest
  }

  #change(format: LogFormat, text: string): string {
    this.#start(format)
    return (this.#parser as LogParser).parse(text, this.#sink)
  }

  #choose(text: string): void {
    const format = this.#detect(text)
    if (format !== undefined) this.#start(format)
  }

  /** A list of a million entries may stand in one line. */
  #chooseEarly(line: string): void {
    if (line.length >= windowSize) this.#choose(line.slice(0, windowSize))
  }

  #start(format: LogFormat): void {
    this.#format = format
    this.#parser = format.create(() => new TextReader(this.#sink, this.#depth + 1))
  }

  #detect(text: string): LogFormat | undefined {
    if (this.#depth >= maxDepth) return undefined
    for (let at = 0; at < text.length; at += windowSize) {
      const window = wholeLines(text.slice(at, at + windowSize))
      const format = detectFormat(window, (sink) => new TextReader(sink, this.#depth + 1))
      if (format !== undefined) return format
    }
    return undefined
  }

  #keep(rest: string): void {
    if (rest.length < keptHead) this.#cuts = 0
    const isTooLong = rest.length > maxEntry
    const kept = isTooLong ? this.#shorten(rest) : rest
    this.#pieces = kept === '' ? [] : [kept]
    this.#size = kept.length
    this.#restSize = isTooLong ? 0 : kept.length
  }

  /** Of an object what is in it remains readable: it may be a list of a million entries. */
  #shorten(rest: string): string {
    if (this.#cuts === 0) this.#sink.cut()
    this.#cuts++
    const inner = rest.startsWith('{') && this.#cuts <= maxCuts ? rest.indexOf('{', 1) : -1
    if (inner !== -1) return rest.slice(inner)
    return rest.slice(0, keptHead) + rest.slice(-keptTail)
  }
}

/** Entries are handed on, lines that were missed are held back. */
class Recorder implements LogSink {
  readonly #sink: LogSink
  readonly #missed: string[] = []
  entries = 0

  constructor(sink: LogSink) {
    this.#sink = sink
  }

  take(entry: LogEntry): void {
    this.entries++
    this.#sink.take(entry)
  }

  miss(line: string): void {
    this.#missed.push(line)
  }

  cut(): void {
    this.#sink.cut()
  }

  replay(): void {
    for (const line of this.#missed) this.#sink.miss(line)
  }
}

/** A line that was cut would pass for another one. */
function wholeLines(window: string): string {
  const end = window.lastIndexOf('\n')
  return end === -1 ? window : window.slice(0, end + 1)
}

function missLines(text: string, sink: LogSink): void {
  for (const line of text.split('\n')) if (line !== '') sink.miss(line)
}
