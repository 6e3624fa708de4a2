import type { PieceReader } from './log-format.js'

interface Stream {
  readonly reader: PieceReader
  /** The last line is complete; its line break is sent when it is certain that nothing is joined. */
  isOpen: boolean
}

const maxStreams = 500

/** The logs that are wrapped in one: each container or process has lines of its own, which may be mixed. */
export class Streams {
  readonly #open: () => PieceReader
  readonly #streams = new Map<string, Stream>()

  constructor(open: () => PieceReader) {
    this.#open = open
  }

  /** Adds a line, or what goes on in the line before. */
  add(name: string, text: string, isJoined: boolean): void {
    const stream = this.#streams.get(name) ?? this.#start(name)
    if (stream.isOpen && !isJoined) stream.reader.push('\n')
    stream.reader.push(text)
    stream.isOpen = true
  }

  /** Lets what was added be read. */
  flush(): void {
    for (const { reader } of this.#streams.values()) reader.flush()
  }

  idle(): void {
    for (const stream of this.#streams.values()) {
      endLine(stream)
      stream.reader.idle()
    }
  }

  finish(): void {
    for (const stream of this.#streams.values()) end(stream)
    this.#streams.clear()
  }

  /** When there are too many, the one that began first ends. */
  #start(name: string): Stream {
    const [oldest] = this.#streams
    if (this.#streams.size >= maxStreams && oldest !== undefined) {
      end(oldest[1])
      this.#streams.delete(oldest[0])
    }
    const stream = { reader: this.#open(), isOpen: false }
    this.#streams.set(name, stream)
    return stream
  }
}

function end(stream: Stream): void {
  endLine(stream)
  stream.reader.finish()
}

function endLine(stream: Stream): void {
  if (stream.isOpen) stream.reader.push('\n')
  stream.isOpen = false
}
