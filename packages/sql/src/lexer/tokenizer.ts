import type { Dialect } from './dialect.js'
import { isBlank, isDigit, isWordPart, isWordStart } from './character.js'
import { commentEnd } from './comment-end.js'
import { dollarEnd } from './dollar-end.js'
import { quotedEnd, stringEnd } from './quoted-end.js'

/** A `name` is a quoted identifier; a `symbol` is one character, or a parameter such as `$1`. */
export type TokenKind = 'word' | 'name' | 'literal' | 'comment' | 'symbol' | 'end'

/** Walks the tokens of a text. A token that is never closed is a literal up to the end of the text. */
export class Tokenizer {
  readonly sql: string
  kind: TokenKind = 'end'
  start = 0
  end: number
  readonly #dialect: Dialect

  constructor(sql: string, dialect: Dialect, start = 0) {
    this.sql = sql
    this.end = start
    this.#dialect = dialect
  }

  get text(): string {
    return this.sql.slice(this.start, this.end)
  }

  next(): TokenKind {
    let start = this.end
    while (isBlank(this.sql.charCodeAt(start))) start++
    this.start = start
    this.kind = this.#read(this.sql.charCodeAt(start))
    return this.kind
  }

  #read(code: number): TokenKind {
    if (isWordStart(code)) return this.#readWord()
    if (isDigit(code)) return this.#readNumber()
    const { sql, start } = this
    switch (sql[start]) {
      case undefined:
        return this.#take('end', start)
      case "'":
        return this.#take('literal', this.#stringEnd(start))
      case '"':
        return this.#take('name', quotedEnd(sql, start))
      case '`':
        return this.#readBacktick()
      case '-':
      case '/':
        return this.#readComment()
      case '$':
        return this.#readDollar()
      case '.':
        if (isDigit(sql.charCodeAt(start + 1))) return this.#readNumber()
    }
    return this.#take('symbol', start + 1)
  }

  #readWord(): TokenKind {
    const { sql, start } = this
    const prefix = stringPrefix(sql, start)
    if (prefix > 0) return this.#take('literal', this.#stringEnd(start + prefix))
    let end = start + 1
    while (isWordPart(sql.charCodeAt(end))) end++
    return this.#take('word', end)
  }

  /** Includes `0x1f`, `1_000`, `1.5e-3` and the letters of a malformed number. */
  #readNumber(): TokenKind {
    number.lastIndex = this.start
    number.test(this.sql)
    return this.#take('literal', number.lastIndex)
  }

  #readBacktick(): TokenKind {
    const { backtickNames } = this.#dialect
    if (!backtickNames) return this.#take('symbol', this.start + 1)
    return this.#take('name', quotedEnd(this.sql, this.start))
  }

  #readComment(): TokenKind {
    const { sql, start } = this
    const isComment = sql[start + 1] === (sql[start] === '-' ? '-' : '*')
    return isComment
      ? this.#take('comment', commentEnd(sql, start))
      : this.#take('symbol', start + 1)
  }

  #readDollar(): TokenKind {
    const quoted = dollarEnd(this.sql, this.start)
    if (quoted !== undefined) return this.#take('literal', quoted)
    let end = this.start + 1
    while (isDigit(this.sql.charCodeAt(end))) end++
    return this.#take('symbol', end)
  }

  /** In practice `'\'` occurs only after `escape`, and means a backslash. */
  #stringEnd(open: number): number {
    const isUnknown = this.#dialect.standardConformingStrings === 'unknown'
    if (isUnknown && isBackslash(this.sql, open)) return open + 3
    return stringEnd(this.sql, open, this.#dialect)
  }

  #take(kind: TokenKind, end: number): TokenKind {
    this.end = end === -1 ? this.sql.length : end
    return end === -1 && kind === 'name' ? 'literal' : kind
  }
}

const number = /(?:[0-9.][eE][+-](?=[0-9])|[0-9A-Za-z_.])+/y

function isBackslash(sql: string, open: number): boolean {
  return (
    sql.startsWith("'\\'", open) && sql[open - 1]?.toLowerCase() !== 'e' && sql[open + 3] !== "'"
  )
}

/** The length of the prefix in `E'…'`, `B'…'`, `X'…'`, `N'…'` and `U&'…'`, else 0. */
function stringPrefix(sql: string, at: number): number {
  if (sql[at + 1] === "'") return 'eEbBxXnN'.includes(sql[at]!) ? 1 : 0
  const isUnicode = sql[at + 1] === '&' && sql[at + 2] === "'"
  return isUnicode && 'uU'.includes(sql[at]!) ? 2 : 0
}
