import type { Dialect } from './lexer/dialect.js'
import { Tokenizer } from './lexer/tokenizer.js'

/** What becomes `?` besides literals. */
export interface Replaced {
  readonly parameters?: boolean
}

/** Replaces literals with `?` and comments with a space; `null`, `is true` and `on true` stay. */
export function replaceValues(sql: string, dialect: Dialect, replaced: Replaced = {}): string {
  const tokens = new Tokenizer(sql, dialect)
  let result = ''
  let copied = 0
  while (tokens.next() !== 'end') {
    const replacement = replacementOf(tokens, replaced)
    if (replacement === undefined) continue
    result += sql.slice(copied, tokens.start) + replacement
    copied = tokens.end
  }
  return result + sql.slice(copied)
}

function replacementOf(token: Tokenizer, { parameters }: Replaced): string | undefined {
  if (token.kind === 'literal') return '?'
  if (token.kind === 'comment') return ' '
  if (token.kind === 'word') return isBoolean(token) ? '?' : undefined
  return parameters && isParameter(token) ? '?' : undefined
}

function isParameter({ sql, start, end }: Tokenizer): boolean {
  return sql[start] === '$' && end > start + 1
}

function isBoolean(token: Tokenizer): boolean {
  const length = token.end - token.start
  if (length !== 4 && length !== 5) return false
  const word = token.text.toLowerCase()
  return (word === 'true' || word === 'false') && !isTest(token)
}

/** Not a value: `is true`, `is not true`, `on true`, `as true`. */
function isTest({ sql, start }: Tokenizer): boolean {
  return /\b(?:as|is|not|on)\s+$/i.test(sql.slice(Math.max(0, start - 20), start))
}
