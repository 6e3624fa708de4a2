import { encode, type Encoding } from './encode.js'
import type { Tags } from './tags.js'

/** How values are written. */
export interface CommentOptions {
  /** `strict` percent-encodes `/` and `:` too. Defaults to `readable`. */
  encoding?: Encoding
}

const maxComment = 400
/** The last one is given up first where the room ends, and the app's own keys before all of these. */
const maxWanted = [
  'file',
  'prepared_at',
  'route',
  'transaction',
  'traceparent',
  'method',
  'application',
  'version',
]

/** The encoded pairs of `tags`, the most wanted first. */
export function toPairs(tags: Tags, { encoding = 'readable' }: CommentOptions): string[] {
  return Object.keys(tags)
    .toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .filter((key) => key !== '' && tags[key])
    .map((key) => `${encode(key, 'strict')}='${encode(tags[key] ?? '', encoding)}'`)
}

/** As many of `more`, the most wanted first, as fit into a comment that holds `pairs` already. */
export function addFitting(pairs: string[], more: string[]): string[] {
  let room = maxComment - toComment(pairs).length
  if (pairs.length === 0) room -= '/**/'.length - ','.length
  const tooLong = more.findIndex((pair) => (room -= ','.length + pair.length) < 0)
  return [...pairs, ...more.slice(0, tooLong === -1 ? more.length : tooLong)]
}

/** The comment of `pairs` in the order of the specification, `''` without a pair. */
export function toComment(pairs: string[]): string {
  return pairs.length === 0 ? '' : `/*${pairs.toSorted().join(',')}*/`
}

function rank(key: string): number {
  const index = maxWanted.indexOf(key)
  return index === -1 ? maxWanted.length : index
}
