import type { Dialect } from './dialect.js'
import { isWordPart } from './character.js'
import { gapEnd } from './comment-end.js'

/** Where the quoted text that begins at `open` ends, or -1; a doubled quote is part of it. */
export function quotedEnd(sql: string, open: number): number {
  const quote = sql[open]!
  let close = sql.indexOf(quote, open + 1)
  while (close !== -1 && sql[close + 1] === quote) close = sql.indexOf(quote, close + 2)
  return close === -1 ? -1 : close + 1
}

/** Where the string whose quote is at `open` ends, including its continuations, or -1. */
export function stringEnd(sql: string, open: number, dialect: Dialect): number {
  const partEnd = partReader(sql, open, dialect)
  let end = partEnd(sql, open)
  for (let next = end; next !== -1;) {
    next = nextPart(sql, end)
    if (next !== -1) end = partEnd(sql, next)
    if (end === -1) return -1
  }
  return end
}

type PartEnd = (sql: string, open: number) => number

/** Bit strings and `U&'…'` have no backslash escapes; `E'…'` always does. */
function partReader(sql: string, open: number, dialect: Dialect): PartEnd {
  switch (prefixBefore(sql, open)) {
    case 'e':
      return escapedEnd
    case 'b':
    case 'x':
    case '&':
      return quotedEnd
  }
  return plainStrings[dialect.standardConformingStrings]
}

/** The letter before a string, unless it ends a longer word; `&` for `U&`. */
function prefixBefore(sql: string, open: number): string {
  const before = sql[open - 1]?.toLowerCase() ?? ''
  const isUnicode = before === '&' && sql[open - 2]?.toLowerCase() === 'u'
  const start = isUnicode ? open - 2 : open - 1
  return isWordPart(sql.charCodeAt(start - 1)) ? '' : isUnicode || before !== '&' ? before : ''
}

function escapedEnd(sql: string, open: number): number {
  for (let i = open + 1; i < sql.length; i++) {
    const isPair = sql[i] === '\\' || (sql[i] === "'" && sql[i + 1] === "'")
    if (isPair) i++
    else if (sql[i] === "'") return i + 1
  }
  return -1
}

/** The end on which both settings of `standard_conforming_strings` agree, or -1. */
function certainEnd(sql: string, open: number): number {
  const end = quotedEnd(sql, open)
  return end !== -1 && escapedEnd(sql, open) === end ? end : -1
}

const plainStrings = { on: quotedEnd, off: escapedEnd, unknown: certainEnd } as const

/** A string continues if only whitespace with a line break separates two quotes. */
function nextPart(sql: string, at: number): number {
  let end = at
  for (let next = gapEnd(sql, at); next > end; next = gapEnd(sql, end)) end = next
  return sql[end] === "'" && /[\n\r]/.test(sql.slice(at, end)) ? end : -1
}
