import { parseComment } from '@sqltrace/sqlcommenter'

const longest = 4000
const wrappedCell = /\.[ \t]*(?:\|[^\r\n]*)?\r?\n(?:[ \t]*\|)*\./g
const lineBreak = /[ \t]*\+?[ \t]*(?:\|[^\r\n]*)?\r?\n(?:[ \t]*\|)*[ \t]*/g
const jsonEscape = /\\u00(22|27|2[af]|3[c-e])|\\(\/)/gi
const insideValue = /=\\?'[^']*$/
const withoutBeginning = /(?<![\w.%/*'-])[\w.%-]+='[^'\s]*'(?:,[\w.%-]+='[^'\s]*')*\*\//g

/**
 * The tags of each comment in any text: a psql table, a log, JSON, CSV, or something copied with line
 * breaks in the middle. Comments that are cut off at either end give what is left of them.
 */
export function findComments(text: string): Record<string, string>[] {
  const plain = text.replace(jsonEscape, (_all, hex?: string, slash?: string) =>
    hex === undefined ? (slash ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
  )
  const found = [...whole(plain)]
  const isInside = (at: number) => found.some((one) => one.at < at && at < one.end)
  return [...found, ...[...beheaded(plain)].filter(({ at }) => !isInside(at))]
    .toSorted((a, b) => a.at - b.at)
    .map(({ comment }) => parseComment(comment))
    .filter((tags) => Object.keys(tags).length > 0)
}

interface Candidate {
  readonly at: number
  readonly end: number
  readonly comment: string
}

function* whole(text: string): Generator<Candidate> {
  let at = text.indexOf('/*')
  while (at !== -1) {
    const next = nextOpen(text, at)
    const end = text.indexOf('*/', at + 2)
    const isClosed = end !== -1 && end < next && end - at < longest
    if (isClosed) yield { at, end: end + 2, comment: tidy(text.slice(at, end + 2)) }
    else yield cutOff(at, text.slice(at, Math.min(next, at + longest)))
    at = text.indexOf('/*', isClosed ? end + 2 : at + 2)
  }
}

/** A route such as `/files/*` holds the two characters that open a comment. */
function nextOpen(text: string, start: number): number {
  let at = text.indexOf('/*', start + 2)
  while (at !== -1 && at - start < longest && insideValue.test(text.slice(start, at))) {
    at = text.indexOf('/*', at + 2)
  }
  return at === -1 ? text.length : at
}

/** Values hold no blank, so a cut comment ends where its cell, line or string does. */
function cutOff(at: number, text: string): Candidate {
  const [comment] = /^[^\s|"]*/.exec(text) ?? ['']
  return { at, end: at + comment.length, comment }
}

function* beheaded(text: string): Generator<Candidate> {
  for (const match of text.matchAll(withoutBeginning)) {
    yield { at: match.index, end: match.index + match[0].length, comment: `/*${match[0]}` }
  }
}

function tidy(comment: string): string {
  const joined = comment.replace(wrappedCell, '').replace(lineBreak, '')
  return isDoubled(joined) ? joined.replaceAll("''", "'") : joined
}

/** Inside a SQL or a CSV string each quote stands twice. */
function isDoubled(comment: string): boolean {
  return /=''[^,*]/.test(comment)
}
