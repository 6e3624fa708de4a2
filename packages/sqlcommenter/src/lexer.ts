/** What a piece of SQL is to PostgreSQL's lexer, as far as a comment's place depends on it. */
export type Kind = 'plain' | 'string' | 'name' | 'dollar' | 'line' | 'block' | 'semicolon' | 'nul'

const quote = 0x27
const dollar = 0x24
const dash = 0x2d
const slash = 0x2f
const star = 0x2a
const backslash = 0x5c
const nameCharacter = /[\w$\x80-\uffff]/

/**
 * A run of words, numbers, operators, blanks, whole strings and names: one match is many steps of a
 * loop cheaper. Its bound is there because the engine remembers each repetition on a limited stack.
 */
const plainRun =
  /(?:[A-Za-z_\x80-\uffff][\w$\x80-\uffff]*|[^A-Za-z_\x80-\uffff'"$;/\0-]+|"[^"]*"|(?<![eE])'[^']*'|\$(?!(?:[A-Za-z_\x80-\uffff][\w\x80-\uffff]*)?\$)|-(?!-)|\/(?!\*)){1,200}/y
const gap = /(?:[ \t-\r]+|--[^\n\r]*){0,200}/y

/** The kind of the piece of `sql` that begins at `at`. */
export function kindAt(sql: string, at: number): Kind {
  switch (sql.charCodeAt(at)) {
    case quote:
      return 'string'
    case 0x22:
      return 'name'
    case dollar:
      return 'dollar'
    case dash:
      return sql.charCodeAt(at + 1) === dash ? 'line' : 'plain'
    case slash:
      return sql.charCodeAt(at + 1) === star ? 'block' : 'plain'
    case 0x3b:
      return 'semicolon'
    case 0:
      return 'nul'
    default:
      return 'plain'
  }
}

/** Where the piece of `kind` at `at` ends, or -1 where it is never closed. */
export function endOf(kind: Kind, sql: string, at: number): number {
  switch (kind) {
    case 'plain':
      return endOfMatch(plainRun, sql, at)
    case 'string':
      return hasEscapePrefix(sql, at) ? endOfEscapeString(sql, at) : endOfQuoted(sql, at)
    case 'name':
      return endOfQuoted(sql, at)
    case 'dollar':
      return endOfDollar(sql, at)
    case 'line':
      return endOfMatch(gap, sql, at)
    case 'block':
      return endOfBlock(sql, at)
    case 'semicolon':
      return at + 1
    case 'nul':
      return -1
  }
}

/** Whether PostgreSQL takes the character for a blank. */
export function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d)
}

function endOfMatch(pattern: RegExp, sql: string, at: number): number {
  pattern.lastIndex = at
  pattern.test(sql)
  return pattern.lastIndex
}

function endOfQuoted(sql: string, at: number): number {
  const mark = sql.charCodeAt(at)
  for (let i = at + 1; i < sql.length; i++) {
    if (sql.charCodeAt(i) !== mark) continue
    if (sql.charCodeAt(i + 1) !== mark) return i + 1
    i++
  }
  return -1
}

/** `E'…'`, but not the end of a longer word. */
function hasEscapePrefix(sql: string, at: number): boolean {
  const before = sql[at - 1]
  return (before === 'e' || before === 'E') && !nameCharacter.test(sql[at - 2] ?? '')
}

function endOfEscapeString(sql: string, at: number): number {
  for (let i = at + 1; i < sql.length; i++) {
    const code = sql.charCodeAt(i)
    if (code === backslash || (code === quote && sql.charCodeAt(i + 1) === quote)) i++
    else if (code === quote) {
      const next = nextPart(sql, i + 1)
      if (next === -1) return i + 1
      i = next
    }
  }
  return -1
}

/** A string goes on, with its escapes, where only blanks with a line break stand between two quotes. */
function nextPart(sql: string, at: number): number {
  let end = at
  for (let next = endOfMatch(gap, sql, at); next > end; next = endOfMatch(gap, sql, end)) end = next
  return sql.charCodeAt(end) === quote && /[\n\r]/.test(sql.slice(at, end)) ? end : -1
}

function endOfDollar(sql: string, at: number): number {
  const body = endOfDelimiter(sql, at)
  if (body === -1) return at + 1
  for (let i = body; i < sql.length; i++) {
    if (sql.charCodeAt(i) === dollar && sameText(sql, at, i, body - at)) return i + body - at
  }
  return -1
}

/** `$$` or `$tag$`, whose tag is a name without `$`; -1 for `$1` and a lone `$`. */
function endOfDelimiter(sql: string, at: number): number {
  let end = at + 1
  if (/\d/.test(sql[end] ?? '')) return -1
  while (sql.charCodeAt(end) !== dollar && nameCharacter.test(sql[end] ?? '')) end++
  return sql.charCodeAt(end) === dollar ? end + 1 : -1
}

function sameText(sql: string, a: number, b: number, length: number): boolean {
  let i = 0
  while (i < length && sql.charCodeAt(a + i) === sql.charCodeAt(b + i)) i++
  return i === length
}

/** PostgreSQL nests block comments, and reads no further than a NUL. */
function endOfBlock(sql: string, at: number): number {
  let depth = 1
  for (let i = at + 2; i < sql.length; i++) {
    const code = sql.charCodeAt(i)
    if (code === slash && sql.charCodeAt(i + 1) === star) depth++
    else if (code === star && sql.charCodeAt(i + 1) === slash) depth--
    else if (code === 0) return -1
    else continue
    if (depth === 0) return i + 2
    i++
  }
  return -1
}
