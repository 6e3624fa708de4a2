const byteOf = (character: string) => character.charCodeAt(0)
const quote = byteOf('"')
const backslash = byteOf('\\')
const comma = byteOf(',')
const blank = byteOf(' ')
const opening = new Set([...'{['].map(byteOf))
const closing = new Set([...'}]'].map(byteOf))
const structural = new Set([...'{}[],:'].map(byteOf))

/** Reads the next value, all of it. */
export type JsonReader = (cursor: JsonCursor) => unknown

/**
 * Walks a JSON text and reads only the requested values. `JSON.parse` creates objects for
 * everything, and neither `terminate` nor the end of the process interrupts it.
 */
export class JsonCursor {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  /** Reads those properties of the next object for which `shape` has a reader. */
  object(shape: Readonly<Record<string, JsonReader>>): Record<string, unknown> {
    const found: Record<string, unknown> = {}
    this.#each('{', '}', () => {
      const key = String(this.scalar())
      this.#expect(':')
      const read = Object.hasOwn(shape, key) ? shape[key] : undefined
      if (read) found[key] = read(this)
      else this.#skip()
    })
    return found
  }

  /** Reads the elements of the next array. */
  array(read: JsonReader): unknown[] {
    const found: unknown[] = []
    this.#each('[', ']', () => found.push(read(this)))
    return found
  }

  /** Reads the next string, number or literal; skips an object or array and returns `undefined`. */
  scalar(): unknown {
    this.#skipBlanks()
    const from = this.#at
    const isScalar = !opening.has(this.#byte())
    this.#skip()
    return isScalar ? JSON.parse(this.#bytes.toString('utf8', from, this.#at)) : undefined
  }

  /** Skips the next value, however deep. */
  #skip(): void {
    let depth = 0
    do {
      this.#skipBlanks()
      depth += this.#skipToken()
    } while (depth > 0)
  }

  #each(open: string, close: string, visit: () => void): void {
    this.#expect(open)
    this.#skipBlanks()
    if (this.#byte() === byteOf(close)) return void this.#at++
    for (;;) {
      visit()
      this.#skipBlanks()
      if (this.#byte() !== comma) return this.#expect(close)
      this.#at++
    }
  }

  /** Skips a token; returns by how much it changes the depth. */
  #skipToken(): number {
    const byte = this.#byte()
    if (byte === quote) this.#skipString()
    else if (structural.has(byte)) this.#at++
    else this.#skipLiteral()
    return opening.has(byte) ? 1 : closing.has(byte) ? -1 : 0
  }

  #skipLiteral(): void {
    const bytes = this.#bytes
    for (let byte = bytes[this.#at]; byte !== undefined; byte = bytes[++this.#at]) {
      if (byte <= blank || byte === quote || structural.has(byte)) return
    }
  }

  /** Jumps from quote to quote, because a map's strings contain whole source files. */
  #skipString(): void {
    const bytes = this.#bytes
    const start = this.#at + 1
    let at = bytes.indexOf(quote, start)
    while (at >= 0 && isEscaped(bytes, start, at)) at = bytes.indexOf(quote, at + 1)
    this.#at = at < 0 ? bytes.length : at
    this.#expect('"')
  }

  #skipBlanks(): void {
    while (this.#byte() <= blank) this.#at++
  }

  #expect(character: string): void {
    this.#skipBlanks()
    if (this.#byte() !== byteOf(character))
      throw new SyntaxError(`Unexpected JSON at byte ${this.#at}`)
    this.#at++
  }

  #byte(): number {
    const byte = this.#bytes[this.#at]
    if (byte === undefined) throw new SyntaxError('Unexpected end of JSON')
    return byte
  }
}

/** After an odd number of backslashes. */
function isEscaped(bytes: Buffer, start: number, at: number): boolean {
  let before = at
  while (before > start && bytes[before - 1] === backslash) before--
  return (at - before) % 2 === 1
}
