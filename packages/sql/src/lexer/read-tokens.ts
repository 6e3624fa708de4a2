import { anyDialect, type Dialect } from './dialect.js'
import { Tokenizer } from './tokenizer.js'
import { visiblePart } from './visible-part.js'

/** The token for a literal or a parameter. */
export const value = '?'

/**
 * The tokens of a text without its comments. Words are in lower case, quoted names keep their quotes, literals and
 * parameters are `?`.
 */
export function readTokens(sql: string, dialect: Dialect = anyDialect): string[] {
  const tokenizer = new Tokenizer(visiblePart(sql), dialect)
  const tokens: string[] = []
  for (let kind = tokenizer.next(); kind !== 'end'; kind = tokenizer.next()) {
    if (kind === 'comment') continue
    const { text } = tokenizer
    if (kind === 'literal' || /^\$\d/.test(text)) tokens.push(value)
    else tokens.push(kind === 'word' ? text.toLowerCase() : text)
  }
  return tokens
}
