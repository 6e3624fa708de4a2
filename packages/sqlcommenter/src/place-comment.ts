import { findKeyword, postgresql, scan } from '@sqltrace/sql'
import { mergeComment } from './merge-comment.js'
import type { CommentOptions } from './to-pairs.js'

/** How a comment is formatted and where it is placed. */
export interface TagOptions extends CommentOptions {
  /**
   * `end`: after the statement, before a closing `;`. `keyword`: after the first keyword.
   * Defaults to `auto`: the end, or after the first keyword if statement and comment together exceed `visibleBytes`.
   */
  placement?: 'auto' | 'end' | 'keyword'
  /** How much of a statement the database console shows, in bytes. Defaults to `500`. */
  visibleBytes?: number
  /**
   * The connection's setting `standard_conforming_strings`. With `unknown`, a statement whose strings end in different
   * places under `on` and `off` is returned unchanged. Defaults to `on`, PostgreSQL's own default.
   */
  standardConformingStrings?: 'on' | 'off' | 'unknown'
}

/**
 * Inserts a comment from `formatComment` into a statement. If the statement already has a
 * sqlcommenter comment, only the missing tags are added. Text without a statement, incomplete text
 * and replication commands, which don't allow comments, are returned unchanged.
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

/** PostgreSQL's lexer reads `1E--` as the malformed number `1E-`, and quotes it in its error. */
function isInNumber(sql: string, at: number): boolean {
  return sql[at] === '-' && /[\d.][eE]$/.test(sql.slice(Math.max(0, at - 2), at))
}

type Place = Pick<ReturnType<typeof scan>, 'end' | 'hintEnd'>
type Keyword = ReturnType<typeof findKeyword>

/** Commands that pgcat intercepts by their whole text. */
const poolerCommand = /^\s*(?:set|show)\s+(?:shard|sharding\s+key|server\s+role|primary\s+reads)\b/i

/** Not SQL: replication commands, whose first word contains `_` (START_REPLICATION), and pgcat's commands. */
function isForeign(sql: string, keyword: Keyword): boolean {
  if (!keyword) return false
  const word = sql.slice(keyword.start, keyword.end)
  return word.includes('_') || (/^(?:set|show)$/i.test(word) && poolerCommand.test(sql))
}

function isEarly(sql: string, comment: string, options: TagOptions): boolean {
  const { placement = 'auto', visibleBytes = 500 } = options
  if (placement !== 'auto') return placement === 'keyword'
  const room = visibleBytes - ' '.length - comment.length
  // A UTF-16 code unit takes at most three bytes in UTF-8.
  return sql.length * 3 > room && (sql.length > room || Buffer.byteLength(sql) > room)
}
