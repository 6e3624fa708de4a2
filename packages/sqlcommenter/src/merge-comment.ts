import { addFitting, type CommentOptions, toComment, toPairs } from './to-pairs.js'
import { parseComment } from './parse-comment.js'
import { readPairs } from './read-pairs.js'
import type { Tags } from './tags.js'

/** A statement with its comment merged in, or with the merged comment still to be placed. */
export interface Merged {
  readonly sql: string
  readonly comment?: string
}

interface Span {
  readonly start: number
  readonly end: number
}

/** What merging needs to know about the text: its comments, where its first statement begins, whether it has more. */
export interface Surroundings {
  readonly comments: readonly Span[]
  readonly start: number
  readonly several: boolean
}

interface Carried {
  readonly span: Span
  readonly tags: Tags
}

/**
 * Adds the tags of `comment` to the sqlcommenter comment in `sql`; returns `undefined` if there is
 * none. The only comment of a single statement may move to a better place, others stay. A comment
 * before the statement is left alone, because proxies route by it.
 */
export function mergeComment(
  sql: string,
  found: Surroundings,
  comment: string,
  options: CommentOptions,
): Merged | undefined {
  const carried = found.comments.flatMap((span) => readCarried(sql, span))
  const last = carried.at(-1)
  if (!last) return undefined
  const missing = toPairs(missingTags(comment, carried), options)
  if (last.span.start < found.start) return { sql, comment: toComment(missing) }
  const kept = toPairs(last.tags, options)
  const pairs = addFitting(kept, missing)
  if (pairs.length === kept.length) return { sql }
  const { start, end } = last.span
  const [before, after] = [sql.slice(0, start), sql.slice(end)]
  return carried.length > 1 || found.several
    ? { sql: before + toComment(pairs) + after }
    : { sql: join(before, after), comment: toComment(pairs) }
}

/** Only comments in sqlcommenter's format are rewritten, even though we can parse others. */
function readCarried(sql: string, span: Span): Carried[] {
  const pairs = readPairs(sql.slice(span.start + 2, span.end - 2), false)
  return pairs?.quoted ? [{ span, tags: Object.fromEntries(pairs.entries) }] : []
}

function missingTags(comment: string, carried: readonly Carried[]): Tags {
  const present = new Set(
    carried.flatMap(({ tags }) => Object.keys(tags).filter((key) => tags[key] !== '')),
  )
  const ours = Object.entries(parseComment(comment))
  return Object.fromEntries(ours.filter(([key]) => !present.has(key)))
}

/** A comment separates words as a space does. */
function join(before: string, after: string): string {
  const start = before.endsWith(' ') ? before.slice(0, -1) : before
  return /^(?:[ \t-\r;]|$)/.test(after) || start === '' ? start + after : `${start} ${after}`
}
