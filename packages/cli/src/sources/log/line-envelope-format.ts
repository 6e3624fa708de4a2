import type { LineEnvelope } from './line-envelopes.js'
import type { LogFormat, LogParser, LogSink, PieceReader } from './log-format.js'
import { labelStartsIn, withOrigin } from './with-origin.js'
import { Streams } from './streams.js'

type Groups = Readonly<Record<string, string | undefined>>

/** A log in which a collector has put its own prefix before each line. */
export function lineEnvelopeFormat(envelope: LineEnvelope): LogFormat {
  return { name: envelope.name, create: (open) => new EnvelopeParser(envelope, open) }
}

class EnvelopeParser implements LogParser {
  readonly #envelope: LineEnvelope
  readonly #streams: Streams
  /** Streams whose last line continues in the next. */
  readonly #parts = new Set<string>()
  #last = ''

  constructor(envelope: LineEnvelope, open: () => PieceReader) {
    this.#envelope = envelope
    this.#streams = new Streams(open)
  }

  parse(text: string): string {
    let at = 0
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', at)) {
      this.#line(text.slice(at, end))
      at = end + 1
    }
    this.#streams.flush()
    return text.slice(at)
  }

  finish(rest: string, _sink: LogSink): void {
    if (rest !== '') this.#line(rest)
    this.#streams.finish()
  }

  idle(): void {
    this.#streams.idle()
  }

  /** A line without the prefix continues the one before it: journalctl indents such lines, exports leave them unchanged. */
  #line(line: string): void {
    const found = this.#envelope.pattern.exec(line)
    if (found !== null) this.#wrapped(line.slice(found[0].length), found.groups ?? {})
    else if (line !== '') this.#streams.add(this.#last, line.replace(/^ {4,}/, '\t'), false)
  }

  #wrapped(rest: string, { time, stream = '', process = '', flag, chunk }: Groups): void {
    const text = this.#envelope.hasOctal ? unescapeOctal(rest) : rest
    const name = `${stream} ${process}`
    const isJoined = this.#parts.has(name) || isContinuation(text, chunk)
    const line = isJoined ? text : withOrigin(text, { time, process, program: stream })
    this.#streams.add(name, line, isJoined)
    this.#last = name
    if (flag === 'P') this.#parts.add(name)
    else this.#parts.delete(name)
  }
}

/**
 * PostgreSQL sends at most 900 bytes at a time to syslog; a chunk that starts a new line begins with a tab or a
 * label.
 */
function isContinuation(text: string, chunk: string | undefined): boolean {
  return chunk !== undefined && chunk !== '1' && !text.startsWith('\t') && !labelStartsIn(text)
}

function unescapeOctal(text: string): string {
  if (!text.includes('#01')) return text
  return text.replaceAll('#011', '\t').replaceAll('#012', '\n')
}
