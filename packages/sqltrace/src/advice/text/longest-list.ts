import { value } from '@sqltrace/sql'

/** The number of values in the longest `in (…)`, or in the longest `values` list outside an `insert`. */
export function longestList(tokens: readonly string[]): number {
  const isInsert = tokens.includes('insert')
  let longest = 0
  tokens.forEach((token, at) => {
    if (tokens[at + 1] !== '(') return
    if (token === 'in') longest = Math.max(longest, count(tokens, at + 2))
    if (token === 'values' && !isInsert) longest = Math.max(longest, countRows(tokens, at + 1))
  })
  return longest
}

/** The number of items up to the closing parenthesis: values, or rows in parentheses. 0 if it is not a list. */
function count(tokens: readonly string[], start: number): number {
  if (tokens[start] === '(') return countRows(tokens, start)
  let items = 0
  for (let at = start; tokens[at] !== ')'; at++) {
    if (tokens[at] === value) items++
    else if (!isPartOfValue(tokens[at])) return 0
  }
  return items
}

function countRows(tokens: readonly string[], start: number): number {
  let rows = 0
  for (let at = start; tokens[at] === '('; at = afterComma(tokens, tokens.indexOf(')', at))) rows++
  return rows
}

function afterComma(tokens: readonly string[], closing: number): number {
  return closing !== -1 && tokens[closing + 1] === ',' ? closing + 2 : -1
}

/** A sign or a cast: `-1`, `?::uuid`. */
const isPartOfValue = (token: string | undefined) =>
  token !== undefined && /^(?:,|-|\+|:|\w+)$/.test(token) && token !== 'select'
