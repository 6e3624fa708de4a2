const byteOf = (character: string) => character.charCodeAt(0)
const quote = byteOf('"')
const backslash = byteOf('\\')
const comma = byteOf(',')
const blank = byteOf(' ')
const opening = new Set([...'{['].map(byteOf))
const closing = new Set([...'}]'].map(byteOf))
const structural = new Set([...'{}[],:'].map(byteOf))

/** Reads the value that comes next, all of it. */
export type JsonReader = (cursor: JsonCursor) => unknown

/**
 * Walks over the text of a JSON value and reads only what it is asked for. `JSON.parse` makes
 * objects of all there is, and neither `terminate` nor the end of the process interrupts it.
 */
export class JsonCursor {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  /** Those properties of the object that comes next whose readers `shape` names. */
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

  /** The elements of the array that comes next. */
  array(read: JsonReader): unknown[] {
    const found: unknown[] = []
    this.#each('[', ']', () => found.push(read(this)))
    return found
  }

  /** The string, number or literal that comes next; of anything bigger `undefined`. */
  scalar(): unknown {
    this.#skipBlanks()
    const from = this.#at
    const isScalar = !opening.has(this.#byte())
    this.#skip()
    return isScalar ? JSON.parse(this.#bytes.toString('utf8', from, this.#at)) : undefined
  }

  /** Passes the value that comes next, however deep it is. */
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

  /** By how much the token that is passed changes the depth. */
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

  /** From quote to quote, because a map holds whole sources in its strings. */
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
