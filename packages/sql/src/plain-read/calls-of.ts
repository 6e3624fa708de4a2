import { isCallKeyword } from './is-call-keyword.js'

const isWord = (token: string | undefined) => /^[a-z_\x80-\uffff]/.test(token ?? '')
const isName = (token: string | undefined) => isWord(token) || /^["`]/.test(token ?? '')

/** The functions that a statement calls: unquoted names, with the schema if it is written, except `pg_catalog`. */
export function callsOf(tokens: readonly string[]): string[] {
  const calls: string[] = []
  tokens.forEach((token, at) => {
    if (tokens[at + 1] !== '(' || !isName(token)) return
    const start = startOfName(tokens, at)
    const isKeyword = start === at && isCallKeyword(token, tokens[at - 1])
    if (isKeyword || isDefinition(tokens, start, at)) return
    calls.push(nameOf(tokens.slice(start, at + 1)))
  })
  return calls
}

function startOfName(tokens: readonly string[], end: number): number {
  let start = end
  while (tokens[start - 1] === '.' && isName(tokens[start - 2])) start -= 2
  return start
}

/** Not a call: the columns of an alias or of a WITH expression, or the length of a type. */
function isDefinition(tokens: readonly string[], start: number, end: number): boolean {
  const before = tokens[start - 1]
  if (before === 'as' || before === ')' || before === 'recursive') return true
  if (before === ':' && tokens[start - 2] === ':') return true
  return (before === 'with' || before === ',') && isExpressionOfWith(tokens, end + 1)
}

const queries = new Set(['(', 'select', 'with', 'values', 'table'])

/** `name (columns) as [not materialized] (query`. */
function isExpressionOfWith(tokens: readonly string[], opening: number): boolean {
  let at = tokens.indexOf(')', opening) + 1
  if (at === 0 || tokens[at++] !== 'as') return false
  while (tokens[at] === 'not' || tokens[at] === 'materialized') at++
  return tokens[at] === '(' && queries.has(tokens[at + 1] ?? '')
}

function nameOf(parts: readonly string[]): string {
  const names = parts.filter((part) => part !== '.').map(unquoted)
  return (names[0] === 'pg_catalog' ? names.slice(1) : names).join('.')
}

function unquoted(name: string): string {
  const quote = name[0] ?? ''
  return quote === '"' || quote === '`' ? name.slice(1, -1).replaceAll(quote + quote, quote) : name
}
