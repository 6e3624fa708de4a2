import type { PathMatch, PathMatcher } from './shapes.js'

interface Parameter {
  readonly start: number
  readonly end: number
  readonly name: string
}

const probe = 'sqltrace~probe'
const maxProbed = 256
const maxOccurrences = 8
const maxProven = 100
const proven = new WeakMap<PathMatcher, Set<string>>()

/**
 * The pattern of an opaque `matcher`, found by probing: a value in `path` is replaced with a probe, which must come back as
 * that parameter; every other character must be required by the matcher. `undefined` if that is not certain.
 */
export function probePattern(matcher: PathMatcher, path: string): string | undefined {
  const match = matcher(path)
  if (!match || match.path.length > maxProbed) return undefined
  const parameters = Object.keys(match.params).map((name) => locate(matcher, match, name))
  if (!parameters.every((parameter) => parameter !== undefined)) return undefined
  const ordered = parameters.toSorted((one, other) => one.start - other.start)
  const pattern = assemble(matcher, match, ordered)
  return isProven(matcher, match, ordered, pattern) ? pattern : undefined
}

function locate(matcher: PathMatcher, { path, params }: PathMatch, name: string) {
  const value = params[name]
  const isWildcard = typeof value !== 'string'
  const parts = [value ?? []].flat()
  const found = [parts.join('/'), parts.map(encodeURIComponent).join('/')]
    .flatMap((text) => occurrences(path, text))
    .find(({ start, end }) => {
      const probed = path.slice(0, start) + probe + path.slice(end)
      const match = matcher(probed)
      return match && match.path === probed && String(match.params[name]) === probe
    })
  return found && { ...found, name: (isWildcard ? '*' : ':') + name }
}

function occurrences(path: string, text: string): { start: number; end: number }[] {
  const found = []
  let start = text ? path.indexOf(text) : -1
  while (start >= 0 && found.length < maxOccurrences) {
    found.push({ start, end: start + text.length })
    start = path.indexOf(text, start + 1)
  }
  return found
}

/** Express ignores case, so the client's case is not the pattern's: use lower case if the matcher accepts it. */
function assemble(
  matcher: PathMatcher,
  match: PathMatch,
  parameters: readonly Parameter[],
): string {
  const lowered = replaceStatic(match.path, parameters, (text) => text.toLowerCase())
  const path = leadsTo(matcher, lowered, match) ? lowered : match.path
  return parameters.reduceRight(
    (pattern, { start, end, name }) => pattern.slice(0, start) + name + pattern.slice(end),
    path,
  )
}

function replaceStatic(
  path: string,
  parameters: readonly Parameter[],
  replace: (text: string) => string,
): string {
  const starts = [0, ...parameters.map(({ end }) => end)]
  return starts
    .map((start, at) => {
      const next = parameters[at]
      const text = replace(path.slice(start, next?.start))
      return next ? text + path.slice(next.start, next.end) : text
    })
    .join('')
}

function isProven(
  matcher: PathMatcher,
  match: PathMatch,
  parameters: readonly Parameter[],
  pattern: string,
): boolean {
  const known = proven.get(matcher) ?? new Set()
  if (known.has(pattern)) return true
  if (!insists(matcher, match, parameters)) return false
  if (known.size < maxProven) proven.set(matcher, known.add(pattern))
  return true
}

/** Whether the matcher accepts no other character anywhere outside the parameters. */
function insists(
  matcher: PathMatcher,
  match: PathMatch,
  parameters: readonly Parameter[],
): boolean {
  const { path } = match
  return [...path].every((character, at) => {
    if (character === '/' || parameters.some(({ start, end }) => at >= start && at < end))
      return true
    const others = ['0', '1', 'x', 'y', '-', character + character].filter(
      (other) => other !== character.toLowerCase(),
    )
    return !others.some((other) =>
      leadsTo(matcher, path.slice(0, at) + other + path.slice(at + 1), match),
    )
  })
}

/** Whether the whole of `path` matches, with the parameters of `match`. */
function leadsTo(matcher: PathMatcher, path: string, { params }: PathMatch): boolean {
  const other = matcher(path)
  return (
    other !== false &&
    other.path === path &&
    Object.keys(params).every((name) => String(other.params[name]) === String(params[name]))
  )
}
