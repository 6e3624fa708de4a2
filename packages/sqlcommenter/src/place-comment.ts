import { findKeyword, postgresql, scan } from '@sqltrace/sql'
import { mergeComment } from './merge-comment.js'
import type { CommentOptions } from './to-pairs.js'

/** How a comment is written and where it goes. */
export interface TagOptions extends CommentOptions {
  /**
   * `end` is behind the statement, before a closing `;`. `keyword` is behind the first keyword.
   * Defaults to `auto`: the end, unless statement and comment have more than `visibleBytes`.
   */
  placement?: 'auto' | 'end' | 'keyword'
  /** How much of a statement the database console shows, in bytes. Defaults to `500`. */
  visibleBytes?: number
  /**
   * The connection's setting of `standard_conforming_strings`; `unknown` leaves a statement alone that reads otherwise
   * with `on` than with `off`. Defaults to `on`, PostgreSQL's own default.
   */
  standardConformingStrings?: 'on' | 'off' | 'unknown'
}

/**
 * Puts a comment of `formatComment` into a statement. A statement that carries a sqlcommenter
 * comment gets only the tags that it lacks. Text without a statement, text that is not complete and
 * commands of the replication protocol, which know no comments, come back as they are.
 *
 * ```ts
 * import { formatComment, placeComment } from '@sqltrace/sqlcommenter'
 *
 * const comment = formatComment({ file: 'src/shop.ts:7' })
 * placeComment('select 1;', comment) // "select 1 /*file='src/shop.ts:7'*\/;"
 * ```
 */
export function placeComment(sql: string, comment: string, options: TagOptions = {}): string {
  const dialect = postgresql(options.standardConformingStrings)
  const found = scan(sql, dialect)
  if (comment === '' || found.end === 0 || found.unclosed !== -1) return sql
  const merged = found.comments.length > 0 && mergeComment(sql, found, comment, options)
  if (!merged) return insert(sql, found, comment, options)
  if (!merged.comment) return merged.sql
  return insert(merged.sql, scan(merged.sql, dialect), merged.comment, options)
}

function insert(sql: string, found: Place, comment: string, options: TagOptions): string {
  const keyword = findKeyword(sql)
  if (isForeign(sql, keyword)) return sql
  const early = keyword && isEarly(sql, comment, options)
  // pg_hint_plan reads the first comment only.
  const at = Math.max(early ? keyword.end : found.end, found.hintEnd)
  return isInNumber(sql, at) ? sql : `${sql.slice(0, at)} ${comment}${sql.slice(at)}`
}

/** To PostgreSQL's lexer `1E--` begins with the bad number `1E-`, which its error quotes. */
function isInNumber(sql: string, at: number): boolean {
  return sql[at] === '-' && /[\d.][eE]$/.test(sql.slice(Math.max(0, at - 2), at))
}

type Place = Pick<ReturnType<typeof scan>, 'end' | 'hintEnd'>
type Keyword = ReturnType<typeof findKeyword>

/** What pgcat takes out of the stream of statements by its whole text. */
const poolerCommand = /^\s*(?:set|show)\s+(?:shard|sharding\s+key|server\s+role|primary\s+reads)\b/i

/** Not for PostgreSQL: only commands of the replication protocol begin with a word like START_REPLICATION. */
function isForeign(sql: string, keyword: Keyword): boolean {
  if (!keyword) return false
  const word = sql.slice(keyword.start, keyword.end)
  return word.includes('_') || (/^(?:set|show)$/i.test(word) && poolerCommand.test(sql))
}

function isEarly(sql: string, comment: string, options: TagOptions): boolean {
  const { placement = 'auto', visibleBytes = 500 } = options
  if (placement !== 'auto') return placement === 'keyword'
  const room = visibleBytes - ' '.length - comment.length
  // No UTF-16 unit takes more than three bytes.
  return sql.length * 3 > room && (sql.length > room || Buffer.byteLength(sql) > room)
}
