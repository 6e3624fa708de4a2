import { parseComment } from '@sqltrace/sqlcommenter'
import { callSiteLines } from './call-site-lines.js'
import { withTraces, type Found } from './find-traces.js'

const maxLength = 4000
const wrappedCell = /\.[ \t]*(?:\|[^\r\n]*)?\r?\n(?:[ \t]*\|)*\./g
const lineBreak = /[ \t]*\+?[ \t]*(?:\|[^\r\n]*)?\r?\n(?:[ \t]*\|)*[ \t]*/g
const jsonEscape = /\\u00(22|27|2[af]|3[c-e])|\\(\/)/gi
const apostrophe = /&#0*39;|&#x0*27;|&apos;/gi
/** Chats and word processors turn straight quotes into these. */
const curlyQuote = /(?<==)[\u2018\u2019]|[\u2018\u2019](?=,|\s*\*\/)/g
const pair = /^[\w.%-]+='[^'\s]*'$/

/**
 * The tags of every comment in any text: a psql table, a log, JSON, CSV, or text copied with line
 * breaks in the middle. From a comment truncated at either end, the remaining tags are read.
 */
export function findComments(text: string): Record<string, string>[] {
  const plain = withStraightQuotes(text)
  const comments = [...withStart(plain)]
  const ends = new Set(comments.map(({ end }) => end))
  const found = [...comments, ...withoutStart(plain, ends)].map(toFound)
  const tagged = [...found, ...callSiteLines(plain)].filter(
    ({ tags }) => Object.keys(tags).length > 0,
  )
  return withTraces(plain, tagged).map(({ tags }) => tags)
}

function toFound({ at, end, comment }: Candidate): Found {
  return { at, end, tags: parseComment(comment) }
}

/** JSON, HTML and chats encode quotes differently. */
function withStraightQuotes(text: string): string {
  return text
    .replace(jsonEscape, (_all, hex?: string, slash?: string) =>
      hex === undefined ? (slash ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
    )
    .replace(apostrophe, "'")
    .replace(curlyQuote, "'")
}

interface Candidate {
  readonly at: number
  readonly end: number
  readonly comment: string
}

function* withStart(text: string): Generator<Candidate> {
  let at = text.indexOf('/*')
  let end = 0
  while (at !== -1) {
    if (end !== -1 && end < at + 2) end = text.indexOf('*/', at + 2)
    const following = text.indexOf('/*', at + 2)
    const next = following === -1 ? text.length : following
    const isClosed = end !== -1 && end < next && end - at < maxLength
    if (isClosed) yield { at, end: end + 2, comment: tidy(text.slice(at, end + 2)) }
    else yield cutOff(at, text.slice(at, Math.min(next, at + maxLength)))
    at = isClosed ? text.indexOf('/*', end + 2) : following
  }
}

/** Values contain no blanks, so a truncated comment ends with its cell, line or string. */
function cutOff(at: number, text: string): Candidate {
  const [cut] = /^[^\s|"]*/.exec(text) ?? ['']
  const lastWhole = cut.lastIndexOf("',")
  const comment = lastWhole === -1 ? cut : `${cut.slice(0, lastWhole + 1)}*/`
  return { at, end: at + cut.length, comment }
}

/** Pairs before the end of a comment whose beginning is missing. */
function* withoutStart(text: string, ends: ReadonlySet<number>): Generator<Candidate> {
  for (let at = text.indexOf('*/'); at !== -1; at = text.indexOf('*/', at + 2)) {
    if (ends.has(at + 2) || text[at - 1] !== "'") continue
    const parts = text.slice(Math.max(0, at - maxLength), at).split(',')
    const pairs = parts.slice(parts.findLastIndex((part) => !pair.test(part)) + 1)
    if (pairs.length > 0) yield { at, end: at + 2, comment: `/*${pairs.join(',')}*/` }
  }
}

function tidy(comment: string): string {
  const joined = comment.replace(wrappedCell, '').replace(lineBreak, '')
  return isDoubled(joined) ? joined.replaceAll("''", "'") : joined
}

/** SQL and CSV strings double each quote. */
function isDoubled(comment: string): boolean {
  return /=''[^,*]/.test(comment)
}
