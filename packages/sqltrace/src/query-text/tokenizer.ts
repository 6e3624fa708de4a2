import { endOf, kindAt } from '@sqltrace/sqlcommenter/lexer'

/** A `name` is a quoted identifier; a `symbol` is one character, or a parameter as `$1`. */
export type TokenKind = 'word' | 'name' | 'literal' | 'comment' | 'symbol' | 'end'

/** The conventions allow to cut a long text; nobody reads more of it on a span. */
const longestText = 100_000

/** Walks over the tokens of a text; what is never closed is a literal up to the end of the text. */
export class Tokenizer {
  readonly sql: string
  kind: TokenKind = 'end'
  start = 0
  end = 0

  constructor(sql: string) {
    this.sql = sql.slice(0, longestText)
  }

  get text(): string {
    return this.sql.slice(this.start, this.end)
  }

  next(): TokenKind {
    this.start = blanksEnd(this.sql, this.end)
    this.kind = this.start < this.sql.length ? this.#read() : this.#take('end', this.start)
    return this.kind
  }

  #read(): TokenKind {
    const { sql, start } = this
    const kind = kindAt(sql, start)
    switch (kind) {
      case 'word':
        return this.#readWord()
      case 'string':
        return this.#take('literal', stringsEnd(sql, start))
      case 'name':
        return this.#take('name', endOf(kind, sql, start))
      case 'line':
      case 'block':
        return this.#take('comment', endOf(kind, sql, start))
      case 'dollar':
        return this.#readDollar()
      case 'escapeString':
      case 'nul':
        return this.#take('literal', endOf(kind, sql, start))
      default:
        return this.#readOther()
    }
  }

  #readWord(): TokenKind {
    const { sql, start } = this
    const prefix = stringPrefix(sql, start)
    if (prefix > 0) return this.#take('literal', stringsEnd(sql, start + prefix))
    return this.#take('word', endOf('word', sql, start))
  }

  /** A quoted string, `$1`, or a lone `$`. */
  #readDollar(): TokenKind {
    const { sql, start } = this
    if (isDigit(sql, start + 1)) return this.#take('symbol', digitsEnd(sql, start + 1))
    const end = endOf('dollar', sql, start)
    return this.#take(end === start + 1 ? 'symbol' : 'literal', end)
  }

  #readOther(): TokenKind {
    const { sql, start } = this
    if (isDigit(sql, sql[start] === '.' ? start + 1 : start)) {
      return this.#take('literal', numberEnd(sql, start))
    }
    if (sql[start] !== '`') return this.#take('symbol', start + 1)
    return this.#take('name', sql.indexOf('`', start + 1) + 1 || -1)
  }

  #take(kind: TokenKind, end: number): TokenKind {
    this.end = end === -1 ? this.sql.length : end
    return end === -1 && kind !== 'comment' ? 'literal' : kind
  }
}

function blanksEnd(sql: string, at: number): number {
  let end = at
  while (kindAt(sql, end) === 'blank') end++
  return end
}

/** The length of the prefix in `B'…'`, `X'…'`, `N'…'` and `U&'…'`, else 0. */
function stringPrefix(sql: string, at: number): number {
  if (sql[at + 1] === "'") return 'bBxXnN'.includes(sql[at]!) ? 1 : 0
  const isUnicode = sql[at + 1] === '&' && sql[at + 2] === "'"
  return isUnicode && 'uU'.includes(sql[at]!) ? 2 : 0
}

/** Strings one after the other are one string. */
function stringsEnd(sql: string, at: number): number {
  for (let open = at; ;) {
    const end = endOf('string', sql, open)
    if (end === -1 || isEscapedQuote(sql, open, end - 1)) return -1
    open = blanksEnd(sql, end)
    if (sql[open] !== "'") return end
  }
}

/**
 * MySQL, and PostgreSQL with `standard_conforming_strings = off`, go on behind `\'`; nobody can
 * tell from the text. `'\'` stands alone where PostgreSQL's `escape '\'` does.
 */
function isEscapedQuote(sql: string, open: number, close: number): boolean {
  return sql[close - 1] === '\\' && close - open > 2
}

function isDigit(sql: string, at: number): boolean {
  const code = sql.charCodeAt(at)
  return code >= 0x30 && code <= 0x39
}

function digitsEnd(sql: string, at: number): number {
  let end = at
  while (isDigit(sql, end)) end++
  return end
}

/** Also `0x1f`, `1_000`, `1.5e-3`, and the letters of a malformed number. */
function numberEnd(sql: string, at: number): number {
  numberPattern.lastIndex = at
  numberPattern.test(sql)
  return numberPattern.lastIndex
}

const numberPattern = /(?:[0-9.][eE][+-](?=[0-9])|[0-9A-Za-z_.])+/y
