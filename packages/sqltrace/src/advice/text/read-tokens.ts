import { Tokenizer } from '../../query-text/tokenizer.js'

/** The token `?`: a literal or a parameter. */
export const value = '?'

/**
 * The tokens of a text without comments. Words are in lower case, quoted names keep their quotes, literals and
 * parameters are `?`.
 */
export function readTokens(sql: string): string[] {
  const tokenizer = new Tokenizer(sql)
  const tokens: string[] = []
  for (let kind = tokenizer.next(); kind !== 'end'; kind = tokenizer.next()) {
    if (kind === 'comment') continue
    const { text } = tokenizer
    if (kind === 'literal' || /^\$\d/.test(text)) tokens.push(value)
    else tokens.push(kind === 'word' ? text.toLowerCase() : text)
  }
  return tokens
}
