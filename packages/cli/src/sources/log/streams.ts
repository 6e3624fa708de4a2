import type { PieceReader } from './log-format.js'

interface Stream {
  readonly reader: PieceReader
  /** The last line may be complete; its line break is sent once it is certain that nothing is joined to it. */
  isOpen: boolean
}

const maxStreams = 500

/** The logs wrapped in one log: the lines of different containers or processes may be interleaved. */
export class Streams {
  readonly #open: () => PieceReader
  readonly #streams = new Map<string, Stream>()

  constructor(open: () => PieceReader) {
    this.#open = open
  }

  /** Adds a line, or the continuation of the previous line. */
  add(name: string, text: string, isJoined: boolean): void {
    const stream = this.#streams.get(name) ?? this.#start(name)
    if (stream.isOpen && !isJoined) stream.reader.push('\n')
    stream.reader.push(text)
    stream.isOpen = true
  }

  /** Lets the readers process what was added. */
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

  /** If there are too many, the oldest is closed. */
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
