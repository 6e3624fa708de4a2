import type { Dialect } from './dialect.js'
import { commentEnd, gapEnd } from './comment-end.js'
import { dollarEnd } from './dollar-end.js'
import { quotedEnd, stringEnd } from './quoted-end.js'

/** The kinds of SQL pieces that matter for placing a comment. */
export type Kind = 'plain' | 'string' | 'name' | 'dollar' | 'line' | 'block' | 'semicolon' | 'nul'

/**
 * A run of words, numbers, operators, whitespace, whole strings and names: one match replaces many loop iterations (bench
 * "steps": text with its comment, new). Strings with a prefix or a backslash are read separately. The repetition is
 * bounded because the regex engine keeps each iteration on a limited stack.
 */
const plainRun =
  /(?:[A-Za-z_\x80-\uffff][\w$\x80-\uffff]*|[^A-Za-z_\x80-\uffff'"$;/\0-]+|"[^"]*"|(?<![eEbBxX])'[^'\\]*'|\$(?!(?:[A-Za-z_\x80-\uffff][\w\x80-\uffff]*)?\$)|-(?!-)|\/(?!\*)){1,200}/y

const quote = 0x27
const doubleQuote = 0x22
const dollar = 0x24
const dash = 0x2d
const slash = 0x2f
const star = 0x2a
const semicolon = 0x3b

/** The kind of the piece of `sql` that begins at `at`. */
export function kindAt(sql: string, at: number): Kind {
  switch (sql.charCodeAt(at)) {
    case quote:
      return 'string'
    case doubleQuote:
      return 'name'
    case dollar:
      return 'dollar'
    case dash:
      return sql.charCodeAt(at + 1) === dash ? 'line' : 'plain'
    case slash:
      return sql.charCodeAt(at + 1) === star ? 'block' : 'plain'
    case semicolon:
      return 'semicolon'
    case 0:
      return 'nul'
    default:
      return 'plain'
  }
}

/** Where the piece of `kind` at `at` ends, or -1 if it is never closed. */
export function endOf(kind: Kind, sql: string, at: number, dialect: Dialect): number {
  switch (kind) {
    case 'plain':
      return plainEnd(sql, at)
    case 'string':
      return stringEnd(sql, at, dialect)
    case 'name':
      return quotedEnd(sql, at)
    case 'dollar':
      return dollarEnd(sql, at) ?? at + 1
    case 'line':
      return gapEnd(sql, at)
    case 'block':
      return commentEnd(sql, at)
    case 'semicolon':
      return at + 1
    case 'nul':
      return -1
  }
}

function plainEnd(sql: string, at: number): number {
  plainRun.lastIndex = at
  plainRun.test(sql)
  return plainRun.lastIndex
}
