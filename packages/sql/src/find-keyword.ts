import { commentEnd } from './lexer/comment-end.js'
import { kindAt } from './lexer/kind-at.js'
import type { Span } from './scan.js'

const beforeKeyword = /(?:[ \t-\r(;]+|--[^\n\r]*){0,200}/y
/** A whole word: neither the start of a name such as `a$1` or `aé`, nor the prefix of a quoted string or name. */
const word = /(?!(?:[bBeEnNxX]|[uU]&)['"])[A-Za-z_]\w*(?![\w$\x80-\uffff])/y

/** The span of the first keyword, or `undefined` if the text begins with something else. */
export function findKeyword(sql: string): Span | undefined {
  for (let at = 0; at !== -1;) {
    beforeKeyword.lastIndex = at
    beforeKeyword.test(sql)
    const start = beforeKeyword.lastIndex
    word.lastIndex = start
    if (word.test(sql)) return { start, end: word.lastIndex }
    const kind = kindAt(sql, start)
    if (kind !== 'line' && kind !== 'block') return undefined
    at = commentEnd(sql, start)
  }
  return undefined
}
