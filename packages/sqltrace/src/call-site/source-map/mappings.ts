/** What a generated position maps to, all counted from 0 as in the map. */
export interface Segment {
  readonly source: number
  readonly line: number
  readonly column: number
}

/** The state of a search. */
interface Cursor {
  offset: number
  line: number
  /** The last segment's generated column, source, original line, original column and name. */
  readonly fields: Int32Array
  /** The number of fields in this line's last segment; one without a source. */
  count: number
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const values = new Int8Array(128).fill(-1)
for (let value = 0; value < digits.length; value++) values[digits.charCodeAt(value)] = value

const comma = ','.charCodeAt(0)
const semicolon = ';'.charCodeAt(0)
const charactersBetweenCheckpoints = 65_536

/**
 * The `mappings` of a source map (ECMA-426), searched in place. They are delta-encoded, so a search
 * starts at the last checkpoint before its target.
 */
export class Mappings {
  readonly #text: string
  readonly #checkpoints: Cursor[] = [{ offset: 0, line: 0, fields: new Int32Array(5), count: 0 }]

  constructor(text: string) {
    this.#text = text
  }

  /** The segment that covers a generated position: the last one of the line that does not begin after it. */
  find(line: number, column: number): Segment | undefined {
    const cursor = this.#nearest(line, column)
    while (!this.#scan(cursor, line, column)) this.#checkpoints.push(copy(cursor))
    if (cursor.line !== line || cursor.count < 4) return undefined
    const [, source = 0, originalLine = 0, originalColumn = 0] = cursor.fields
    return { source, line: originalLine, column: originalColumn }
  }

  #nearest(line: number, column: number): Cursor {
    const isBefore = (cursor: Cursor) =>
      cursor.line < line || (cursor.line === line && (cursor.fields[0] ?? 0) <= column)
    return copy(this.#checkpoints.findLast(isBefore) as Cursor)
  }

  /**
   * Scans up to the target and returns `true`, or up to the next checkpoint and returns `false`. A
   * number is a variable-length quantity: five bits per digit, least significant first, with the sign
   * in the lowest bit. One loop over local numbers, because a bundle's map has millions of segments.
   */
  #scan(cursor: Cursor, line: number, column: number): boolean {
    const text = this.#text
    const { fields } = cursor
    const due = cursor.offset + charactersBetweenCheckpoints
    let [field, number, shift] = [0, 0, 0]
    for (let offset = cursor.offset; offset < text.length; offset++) {
      const code = text.charCodeAt(offset)
      if (code === comma || code === semicolon) {
        if (code === semicolon) {
          if (cursor.line === line) break
          cursor.line++
          fields[0] = 0
        }
        cursor.count = code === semicolon ? 0 : field || cursor.count
        cursor.offset = offset + 1
        field = 0
        if (offset >= due) return false
        continue
      }
      const digit = values[code] ?? -1
      if (digit < 0 || shift > 30) throw new SyntaxError('Malformed mappings in a source map')
      number += (digit & 31) << shift
      shift += 5
      if (digit & 32) continue
      const value = (fields[field] ?? 0) + (number & 1 ? -(number >>> 1) : number >>> 1)
      if (field === 0 && cursor.line === line && value > column) return true
      fields[field++] = value
      number = shift = 0
    }
    cursor.count = field || cursor.count
    return true
  }
}

function copy(cursor: Cursor): Cursor {
  return { ...cursor, fields: cursor.fields.slice() }
}

/** Mappings with one segment, at the first column of the first line. */
export function encodeSegment({ line, column }: Segment): string {
  return `AA${encodeNumber(line)}${encodeNumber(column)}`
}

function encodeNumber(number: number): string {
  let text = ''
  let rest = number * 2
  do {
    const digit = rest % 32
    rest = (rest - digit) / 32
    text += digits[rest ? digit + 32 : digit]
  } while (rest)
  return text
}
