import { addFitting, type CommentOptions, toComment, toPairs } from './to-pairs.js'
import type { Tags } from './tags.js'

const maxValue = 256

/**
 * Formats tags as a sqlcommenter comment, or `''` if there are none. Pairs are sorted. Values are
 * cut at 256 characters. If the comment would be longer than 400 bytes, tags are dropped: the app's
 * own first, `file` last.
 *
 * ```ts
 * import { formatComment } from '@sqltrace/sqlcommenter'
 *
 * formatComment({ route: '/courses/:slug', method: 'GET' })
 * // "/*method='GET',route='/courses/:slug'*\/"
 * ```
 *
 * The format is that of https://google.github.io/sqlcommenter/spec.
 */
export function formatComment(tags: Tags, options: CommentOptions = {}): string {
  const texts = Object.entries(tags).map(([key, value]) => [key, cut(toText(value))])
  return toComment(addFitting([], toPairs(Object.fromEntries(texts), options)))
}

/** JavaScript callers may pass anything, and `String` throws for some values. */
function toText(value: unknown): string {
  try {
    return String(value ?? '')
  } catch {
    return ''
  }
}

function cut(value: string): string {
  if (value.length <= maxValue) return value
  const splitsCharacter = (value.codePointAt(maxValue - 1) ?? 0) > 0xffff
  return value.slice(0, splitsCharacter ? maxValue - 1 : maxValue)
}
