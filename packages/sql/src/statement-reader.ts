import type { Dialect } from './lexer/dialect.js'
import { Blocks } from './blocks.js'
import { endOf, kindAt } from './lexer/kind-at.js'
import { Tokenizer } from './lexer/tokenizer.js'

/** The longest transaction command: `rollback work and no chain`. */
const maxWords = 5

/** Reads the first words of each statement in a text. */
export class StatementReader {
  readonly #sql: string
  readonly #dialect: Dialect
  readonly #tokens: Tokenizer

  constructor(sql: string, dialect: Dialect, start: number) {
    this.#sql = sql
    this.#dialect = dialect
    this.#tokens = new Tokenizer(sql, dialect, start)
  }

  /** The first words of the next statement, in lower case; `undefined` after the last one. */
  next(): readonly string[] | undefined {
    const words: string[] = []
    for (let word = this.#token(); word !== ';'; word = this.#token()) {
      if (word === undefined) return words.length > 0 ? words : undefined
      words.push(word)
      if (word === 'create' && words.length === 1) return this.#endDefinition(words)
      if (words.length === maxWords) return this.#endStatement(words)
    }
    return words
  }

  #token(): string | undefined {
    const tokens = this.#tokens
    while (tokens.next() === 'comment');
    if (tokens.kind === 'end') return undefined
    return tokens.kind === 'word' ? tokens.text.toLowerCase() : tokens.text
  }

  /** Skips whole pieces, since a text may be long. */
  #endStatement(words: readonly string[]): readonly string[] {
    const tokens = this.#tokens
    let at = tokens.end
    for (let kind = kindAt(this.#sql, at); at < this.#sql.length; kind = kindAt(this.#sql, at)) {
      const end = endOf(kind, this.#sql, at, this.#dialect)
      at = end === -1 ? this.#sql.length : end
      if (kind === 'semicolon') break
    }
    tokens.end = at
    return words
  }

  /** A rule has its statements in parentheses, a routine or trigger between `begin` and `end`. */
  #endDefinition(words: readonly string[]): readonly string[] {
    const blocks = new Blocks()
    let parentheses = 0
    for (let word = this.#token(); word !== undefined; word = this.#token()) {
      if (word === ';' && parentheses <= 0 && blocks.areClosed) break
      if (word === '(') parentheses++
      else if (word === ')') parentheses--
      else if (parentheses <= 0) blocks.read(word)
    }
    return words
  }
}
