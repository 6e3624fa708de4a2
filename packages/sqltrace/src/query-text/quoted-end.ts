import { isBlank } from './character.js'

/** Where the text in quotes that begins at `open` ends, or -1; a doubled quote belongs to it. */
export function quotedEnd(sql: string, open: number): number {
  const quote = sql[open]!
  let close = sql.indexOf(quote, open + 1)
  while (close !== -1 && sql[close + 1] === quote) close = sql.indexOf(quote, close + 2)
  return close === -1 ? -1 : close + 1
}

/** Where the string whose quote is at `open` ends, or -1; strings in a row are one string. */
export function stringEnd(sql: string, open: number, hasEscapes: boolean): number {
  for (let at = open; ;) {
    const end = hasEscapes ? escapedEnd(sql, at) : plainEnd(sql, at)
    if (end === -1) return -1
    at = end
    while (isBlank(sql.charCodeAt(at))) at++
    if (sql[at] !== "'") return end
  }
}

function escapedEnd(sql: string, open: number): number {
  for (let i = open + 1; i < sql.length; i++) {
    const isPair = sql[i] === '\\' || (sql[i] === "'" && sql[i + 1] === "'")
    if (isPair) i++
    else if (sql[i] === "'") return i + 1
  }
  return -1
}

function plainEnd(sql: string, open: number): number {
  const end = quotedEnd(sql, open)
  return end !== -1 && isEscaped(sql, open, end - 1) ? -1 : end
}

/**
 * MySQL, and PostgreSQL with `standard_conforming_strings = off`, go on behind `\'`; nobody can
 * tell from the text. `'\'` stands alone where PostgreSQL's `escape '\'` does.
 */
function isEscaped(sql: string, open: number, close: number): boolean {
  let first = close
  while (sql[first - 1] === '\\') first--
  return (close - first) % 2 === 1 && close - open > 2
}

const dollarQuote = /\$(?:[A-Za-z_\x80-\uffff][\w\x80-\uffff]*)?\$/y

/** Where `$tag$…$tag$` at `at` ends, or -1; `undefined` where no such string begins. */
export function dollarEnd(sql: string, at: number): number | undefined {
  dollarQuote.lastIndex = at
  const quote = dollarQuote.exec(sql)?.[0]
  if (quote === undefined) return undefined
  const close = sql.indexOf(quote, at + quote.length)
  return close === -1 ? -1 : close + quote.length
}
