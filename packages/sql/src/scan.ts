import type { Dialect } from './lexer/dialect.js'
import { isBlank } from './lexer/character.js'
import { endOf, kindAt } from './lexer/kind-at.js'

/** A part of a text: `sql.slice(start, end)`. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** What {@link scan} finds in a text. */
export interface Scan {
  /** Where the first statement begins, including the whitespace before it. */
  readonly start: number
  /** The block comments that are long enough for a pair. */
  readonly comments: readonly Span[]
  /** Where the last statement ends, before its `;` and any whitespace; 0 without a statement. */
  readonly end: number
  /** Where the last `/*+ hint` ends, else 0. */
  readonly hintEnd: number
  /** Whether another statement follows the first. */
  readonly several: boolean
  /** Where an unclosed string, name or comment begins, else -1. */
  readonly unclosed: number
}

const shortestPair = '/*a=b*/'.length

/** Finds the statements and comments of a text in one pass. */
export function scan(sql: string, dialect: Dialect): Scan {
  const reader = new Reader(sql, dialect)
  for (let at = 0; at >= 0 && at < sql.length;) at = reader.next(at)
  return reader
}

class Reader implements Scan {
  comments: Span[] = []
  start = 0
  end = 0
  hintEnd = 0
  several = false
  unclosed = -1
  readonly #sql: string
  readonly #dialect: Dialect
  #closed = false

  constructor(sql: string, dialect: Dialect) {
    this.#sql = sql
    this.#dialect = dialect
  }

  /** Reads the piece at `at` and returns where the next one begins, or -1. */
  next(at: number): number {
    const kind = kindAt(this.#sql, at)
    const end = endOf(kind, this.#sql, at, this.#dialect)
    if (end === -1) this.unclosed = at
    else if (kind === 'semicolon') this.#closed = this.end > 0
    else if (kind === 'block') this.#takeComment(at, end)
    else if (kind !== 'line') this.#takeTokens(at, end)
    return end
  }

  #takeComment(start: number, end: number): void {
    if (end - start >= shortestPair) this.comments.push({ start, end })
    if (this.#sql[start + 2] === '+') this.hintEnd = end
    if (this.end > 0 && !this.#closed) this.end = end
  }

  #takeTokens(start: number, next: number): void {
    let end = next
    while (end > start && isBlank(this.#sql.charCodeAt(end - 1))) end--
    if (end === start) return
    if (this.end === 0) this.start = start
    this.several ||= this.#closed
    this.#closed = false
    this.end = end
  }
}
