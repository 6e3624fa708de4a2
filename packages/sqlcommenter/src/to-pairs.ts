import { encode, type Encoding } from './encode.js'
import type { Tags } from './tags.js'

/** How values are encoded. */
export interface CommentOptions {
  /** `strict` percent-encodes `/` and `:` too. Defaults to `readable`. */
  encoding?: Encoding
}

const maxComment = 400
/** By importance. If there is no room, the last is dropped first, after the app's own keys. */
const byImportance = [
  'file',
  'prepared_at',
  'route',
  'transaction',
  'traceparent',
  'method',
  'application',
  'version',
]

/** The encoded pairs of `tags`, most important first. */
export function toPairs(tags: Tags, { encoding = 'readable' }: CommentOptions): string[] {
  return Object.keys(tags)
    .toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .filter((key) => key !== '' && tags[key])
    .map((key) => `${encode(key, 'strict')}='${encode(tags[key] ?? '', encoding)}'`)
}

/** `pairs`, plus as many of `more` as fit into the comment, most important first. */
export function addFitting(pairs: string[], more: string[]): string[] {
  let room = maxComment - toComment(pairs).length
  if (pairs.length === 0) room -= '/**/'.length - ','.length
  const tooLong = more.findIndex((pair) => (room -= ','.length + pair.length) < 0)
  return [...pairs, ...more.slice(0, tooLong === -1 ? more.length : tooLong)]
}

/** The comment for `pairs`, sorted as the specification requires; `''` if there are none. */
export function toComment(pairs: string[]): string {
  return pairs.length === 0 ? '' : `/*${pairs.toSorted().join(',')}*/`
}

function rank(key: string): number {
  const index = byImportance.indexOf(key)
  return index === -1 ? byImportance.length : index
}
