import { toBytes } from '../../model/byte-text.js'
import { unwrap, type Wrapped } from './unwrap.js'
import { entryOfLine } from './entry-of.js'
import { extentOf, parseObject } from './extent-of.js'
import type { JsonObject } from '../../model/log-entry.js'
import type { LogFormat, LogParser, LogSink, PieceReader } from './log-format.js'
import { Streams } from './streams.js'
import { withOrigin } from './with-origin.js'

const brace = 123
const newline = 10
const maxDepth = 12
const unfinished = -1
/** Objects that turn out to be broken after this many characters are limited by `patience`. */
const farAway = 64 * 1024
const patience = 4
/** What may precede an object on its line: blanks, and the brackets and commas of a list. */
const before = /[ \t\r[\],]*/y
const ofList = /^\s*[[\],][\s[\],]*$/
const plain = ''
/** How PostgreSQL's own objects begin; it does not escape characters beyond ASCII. */
const ownStart = '{"timestamp":"'

/**
 * A sequence of objects, one per line, indented or in a list: the log as jsonlog writes it, or what
 * a collector made of a log of any format. Other lines are read as a plain log.
 */
export const jsonFormat: LogFormat = { name: 'JSON', create: (open) => new JsonParser(open, true) }

/** Only the objects. */
export const jsonObjectsFormat: LogFormat = {
  name: 'JSON objects',
  create: (open) => new JsonParser(open, false),
}

class JsonParser implements LogParser {
  readonly #streams: Streams
  readonly #parts = new Set<string>()
  readonly #hasPlainLines: boolean
  #patience = patience

  constructor(open: () => PieceReader, hasPlainLines: boolean) {
    this.#hasPlainLines = hasPlainLines
    this.#streams = new Streams(open)
  }

  parse(text: string, sink: LogSink): string {
    this.#patience = patience
    const end = this.#all(text, sink)
    this.#streams.flush()
    return text.slice(end)
  }

  /** The contents of a truncated object, such as a list of entries, are still read. */
  finish(rest: string, sink: LogSink): void {
    let left = this.parse(rest, sink)
    if (left.includes('{')) sink.miss(left)
    for (let depth = 0; depth < maxDepth && left.includes('{', 1); depth++)
      left = this.parse(left.slice(left.indexOf('{', 1)), sink)
    if (left !== '' && !left.includes('{')) this.parse(`${left}\n`, sink)
    this.#streams.finish()
  }

  idle(): void {
    this.#streams.idle()
  }

  /** Returns the start of an unfinished object, or the end of the text. */
  #all(text: string, sink: LogSink): number {
    let at = 0
    while (at < text.length) {
      const next = this.#one(text, at, sink)
      if (next === unfinished) return at
      at = next
    }
    return at
  }

  /** Reads an object, or a line that is not one, and returns where the next begins. */
  #one(text: string, start: number, sink: LogSink): number {
    const at = text.charCodeAt(start) === brace ? start : skip(text, start)
    if (text.charCodeAt(at) !== brace) return this.#plain(text, start)
    const isLineStart = start === 0 || text.charCodeAt(start - 1) === newline
    const line = isLineStart ? this.#line(text, at, sink) : unfinished
    if (line !== unfinished) return line
    const { state, end } = extentOf(text, at)
    if (state === 'unfinished') return unfinished
    if (state === 'whole' && this.#object(text.slice(at, end), sink)) return end
    return this.#isHopeless(end - at)
      ? this.#plainLines(text, start, end)
      : this.#plain(text, start)
  }

  /** A broken object may contain whole ones, but the search for them must be bounded. */
  #isHopeless(length: number): boolean {
    return length > farAway && --this.#patience < 0
  }

  /** Most logs have one object per line. */
  #line(text: string, at: number, sink: LogSink): number {
    const end = text.indexOf('\n', at)
    if (end === -1 || text.charAt(end - 1) !== '}') return unfinished
    return this.#object(text.slice(at, end), sink) ? end + 1 : unfinished
  }

  #plainLines(text: string, start: number, end: number): number {
    let at = start
    while (at !== unfinished && at < end) at = this.#plain(text, at)
    return at
  }

  #plain(text: string, start: number): number {
    const end = text.indexOf('\n', start)
    if (end === -1) return unfinished
    const line = text.slice(start, end)
    if (this.#hasPlainLines && line !== '' && !ofList.test(line))
      this.#streams.add(plain, line, false)
    return end + 1
  }

  #object(text: string, sink: LogSink): boolean {
    const entry = text.startsWith(ownStart) ? entryOfLine(text) : undefined
    if (entry !== undefined) sink.take(entry)
    return entry !== undefined || this.#found(parseObject(text), text, sink)
  }

  #found(parsed: JsonObject | undefined, text: string, sink: LogSink): boolean {
    const hasEscapes = parsed !== undefined && text.includes('\\u')
    const object = hasEscapes ? parseObject(withoutEscapes(text)) : parsed
    if (object === undefined) return false
    const { entries, texts } = unwrap(object)
    for (const entry of entries) sink.take(entry)
    for (const one of texts) this.#text(one)
    return entries.length > 0 || texts.length > 0
  }

  #text({ text, stream, time, isPart }: Wrapped): void {
    const isJoined = this.#parts.has(stream)
    const line = text.endsWith('\n') ? text.slice(0, -1) : text
    this.#streams.add(
      `=${stream}`,
      isJoined ? line : withOrigin(line, { time, process: '', program: '' }),
      isJoined,
    )
    if (isPart) this.#parts.add(stream)
    else if (isJoined) this.#parts.delete(stream)
  }
}

function skip(text: string, at: number): number {
  before.lastIndex = at
  before.test(text)
  return before.lastIndex
}

const escapes = /\\(?:u[\da-f]{4}(?:\\u[\da-f]{4})*|[^u])/gi

/** Replaces escaped characters beyond ASCII by their bytes, like all others in the text. */
function withoutEscapes(bytes: string): string {
  return bytes.replace(escapes, (part) => {
    if (part.charAt(1) !== 'u') return part
    const text = JSON.parse(`"${part}"`) as string
    return Array.from(text, (char) => (char < '\u0080' ? escaped(char) : toBytes(char))).join('')
  })
}

function escaped(char: string): string {
  return JSON.stringify(char).slice(1, -1)
}
