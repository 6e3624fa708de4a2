/** Splits the RegExp that Express 4 creates from an array of paths into its members; up to Express 4.20 they are grouped. */
export function splitAlternatives(source: string): string[] {
  const grouped = /^\(\?:(\^.*)\)$/s.exec(source)?.[1]
  if (grouped !== undefined && closing(source) === source.length) return splitAlternatives(grouped)
  const ends = [...depths(source)].filter(({ piece, depth }) => piece === '|^' && depth === 0)
  const starts = [0, ...ends.map(({ index }) => index + 1)]
  return starts.map((start, at) => source.slice(start, ends[at]?.index))
}

/**
 * The path of a mount, decompiled from the RegExp that Express 4 has created from it. `names` are the names of the RegExp's
 * groups; those of this path are removed from it. For the app's own RegExp, returns its source; for a compiled one that
 * can't be decompiled, `undefined`. Format: path-to-regexp 0.1.
 */
export function patternOfSource(source: string, names: (string | number)[]): string | undefined {
  const compiled = /^\^(.*?)\\\/\?\(\?=\\\/\|\$\)$/s.exec(source)?.[1]
  const own = names.splice(0, groupsOf(source))
  return compiled === undefined ? source : readBack(compiled, own)
}

function readBack(compiled: string, names: (string | number)[]): string | undefined {
  let pattern = ''
  let rest = compiled
  while (rest) {
    const piece = readLiteral(rest) ?? readWildcard(rest, names) ?? readParameter(rest, names)
    if (!piece) return undefined
    pattern += piece.text
    rest = rest.slice(piece.length)
  }
  return pattern
}

interface Piece {
  readonly text: string
  readonly length: number
}

function readLiteral(source: string): Piece | undefined {
  const [all, escaped, plain] = /^(?:\\(\W)|([\w~!@%&=:,; -]))(?![*+?{])/.exec(source) ?? []
  return all === undefined ? undefined : { text: (escaped ?? plain) as string, length: all.length }
}

function readWildcard(source: string, names: (string | number)[]): Piece | undefined {
  if (!source.startsWith('(.*)')) return undefined
  names.shift()
  return { text: '*', length: 4 }
}

/** `(?:\/([^\/]+?))`; up to Express 4.20 the slash precedes the group. */
function readParameter(source: string, names: (string | number)[]): Piece | undefined {
  const [, start, slash = '', dot = ''] = /^(\(\?:(\\\/)?(\\\.)?)\(/.exec(source) ?? []
  const end = start === undefined ? undefined : closing(source)
  if (end === undefined) return undefined
  const [name] = names.splice(0, groupsOf(source.slice(0, end)))
  const optional = source[end] === '?' ? '?' : ''
  const text = `${slash && '/'}${dot && '.'}:${name}${optional}`
  return { text, length: end + optional.length }
}

/** Where the group at the start of `source` ends. */
function closing(source: string): number | undefined {
  const end = [...depths(source)].find(({ piece, depth }) => piece === ')' && depth === 0)
  return end && end.index + 1
}

function groupsOf(source: string): number {
  return [...depths(source)].filter(({ piece }) => piece === '(').length
}

/** The parentheses and alternatives of a RegExp, each with the group depth after it. */
function* depths(source: string): Iterable<{ piece: string; index: number; depth: number }> {
  let depth = 0
  for (const { 0: piece, index } of source.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|\(\?|[()]|\|\^/gs)) {
    if (piece === '(' || piece === '(?') depth++
    if (piece === ')') depth--
    yield { piece, index, depth }
  }
}
