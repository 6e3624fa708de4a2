import { addFitting, type CommentOptions, toComment, toPairs } from './to-pairs.js'
import type { Tags } from './tags.js'

const maxValue = 256

/**
 * Formats tags as a sqlcommenter comment, `''` when there are none. Pairs are sorted, a value is
 * cut at 256 characters, and tags are left out until the comment has at most 400 bytes: the app's
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

/** Callers in JavaScript pass what they like, and `String` throws for some of it. */
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
