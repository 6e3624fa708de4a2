import { anyDialect, type Dialect } from '../lexer/dialect.js'
import { readTokens } from '../lexer/read-tokens.js'
import { isCut } from '../lexer/visible-part.js'
import { callsOf } from './calls-of.js'
import { harmlessFunctions } from './harmless-functions.js'

const reads = new Set(['select', 'with', 'values', 'table'])
const writes = new Set(['insert', 'update', 'delete', 'merge'])
const lockStrengths = new Set(['update', 'share', 'no', 'key'])
/** What may precede a command inside a statement; elsewhere such a word is a name. */
const beforeCommand = new Set<string | undefined>(['(', ')', undefined])

/**
 * Whether a text is a single statement that only reads tables, so that a read replica could run it: it changes nothing,
 * locks no rows, and calls only functions that are known to be harmless.
 *
 * ```ts
 * isPlainRead('select "update" from courses') // true
 * isPlainRead("select pg_notify('courses', slug) from courses") // false
 * ```
 */
export function isPlainRead(sql: string, dialect: Dialect = anyDialect): boolean {
  return !isCut(sql) && isPlainReadOf(readTokens(sql, dialect))
}

function isPlainReadOf(tokens: readonly string[]): boolean {
  const end = tokens.findLastIndex((token) => token !== ';') + 1
  const statement = tokens.slice(0, end)
  const first = statement.find((token) => token !== '(') ?? ''
  if (!reads.has(first) || !readsTable(statement)) return false
  if (statement.some((_, at) => changes(statement, at))) return false
  return callsOf(statement).every((name) => harmlessFunctions.has(name))
}

/** A read without a table returns session state such as a setting, which differs on another server. */
function readsTable(tokens: readonly string[]): boolean {
  return tokens.includes('from') || tokens.includes('table')
}

function changes(tokens: readonly string[], at: number): boolean {
  const [before, token = '', next = ''] = [tokens[at - 1], tokens[at], tokens[at + 1]]
  if (before === '.') return false
  if (token === ';' || token === 'into') return true
  if (token === 'for') return lockStrengths.has(next)
  // MySQL's `lock in share mode`.
  if (token === 'lock') return next === 'in' && tokens[at + 2] === 'share'
  return writes.has(token) && beforeCommand.has(before) && /^["`\w]/.test(next)
}
