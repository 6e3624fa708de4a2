import { formatComment } from './format-comment.js'
import { placeComment, type TagOptions } from './place-comment.js'
import type { Tags } from './tags.js'

/**
 * Adds tags to a statement as a comment: `formatComment`, then `placeComment`. Doing it again with
 * the same tags changes nothing.
 *
 * ```ts
 * import { tagSql } from '@sqltrace/sqlcommenter'
 *
 * tagSql('select 1', { file: 'src/shop.ts:7' }) // "select 1 /*file='src/shop.ts:7'*\/"
 * ```
 */
export function tagSql(sql: string, tags: Tags, options: TagOptions = {}): string {
  return placeComment(sql, formatComment(tags, options), options)
}
