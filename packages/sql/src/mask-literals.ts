import { anyDialect, type Dialect } from './dialect.js'
import { Tokenizer } from './lexer/tokenizer.js'
import { visiblePart } from './visible-part.js'

const inList = /\b(in\s*\()\s*[+-]?\?(?:\s*,\s*[+-]?\?)+\s*\)/gi

/**
 * The text without its values: each literal becomes `?`, as the OpenTelemetry conventions ask for
 * `db.query.text` without parameters. A list of literals behind `IN` becomes one `?`; comments are
 * left out, since they may hold values too; `null`, `is true` and `on true` stay. Of a long text
 * it is the first 50,000 characters.
 *
 * ```ts
 * maskLiterals(`select * from "users" where "id" in (1, 2) and "name" = 'Ann'`)
 * // select * from "users" where "id" in (?) and "name" = ?
 * ```
 */
export function maskLiterals(text: string, dialect: Dialect = anyDialect): string {
  const tokens = new Tokenizer(visiblePart(text), dialect)
  const { sql } = tokens
  let masked = ''
  let copied = 0
  while (tokens.next() !== 'end') {
    const replacement = replacementOf(tokens)
    if (replacement === undefined) continue
    masked += sql.slice(copied, tokens.start) + replacement
    copied = tokens.end
  }
  return (masked + sql.slice(copied)).replace(inList, '$1?)').trim()
}

function replacementOf(token: Tokenizer): string | undefined {
  if (token.kind === 'literal') return '?'
  if (token.kind === 'comment') return ' '
  return token.kind === 'word' && isBoolean(token) ? '?' : undefined
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
