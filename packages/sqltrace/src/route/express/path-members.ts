import { probePattern } from './probe-pattern.js'
import { patternOfSource, splitAlternatives } from './pattern-of-source.js'
import type { Layer, PathMatcher } from './shapes.js'
import { writtenPath } from './written-path.js'

/** One member of a layer's path, which may be an array of paths. */
export interface PathMember {
  /** The start of `path` that the member matches. */
  match(path: string): string | undefined
  /** The member as the app wrote it, if that is certain from how it matches `path`. */
  pattern(path: string): string | undefined
}

const known = new WeakMap<Layer, readonly PathMember[]>()

/** The members of a layer's path, in the order in which Express tries them. */
export function pathMembers(layer: Layer): readonly PathMember[] {
  const members = known.get(layer) ?? read(layer)
  known.set(layer, members)
  return members
}

function read(layer: Layer): readonly PathMember[] {
  if (layer.slash || layer.regexp?.fast_slash) return [root]
  const written = writtenPatterns(layer)
  if (layer.matchers) return layer.matchers.map((matcher, at) => ofMatcher(matcher, written[at]))
  return ofRegExp(layer, written)
}

const root: PathMember = { match: () => '', pattern: () => '' }

function ofMatcher(matcher: PathMatcher, written: string | undefined): PathMember {
  return {
    match: (path) => (matcher(path) || undefined)?.path,
    pattern: (path) => written ?? probePattern(matcher, path),
  }
}

function ofRegExp({ regexp, keys = [] }: Layer, written: (string | undefined)[]): PathMember[] {
  const flags = regexp?.flags.replace(/[gy]/g, '')
  const names = keys.map(({ name }) => name)
  return splitAlternatives(regexp?.source ?? '').map((source, at) => {
    const own = new RegExp(source, flags)
    const pattern = written[at] ?? patternOfSource(source, names)
    return { match: (path) => own.exec(path)?.[0], pattern: () => pattern }
  })
}

/** `router` 2.3 keeps the path of every layer; older versions keep only a route's path. */
function writtenPatterns({ rawPath, route }: Layer): (string | undefined)[] {
  return [rawPath ?? route?.path].flat(Infinity).map(writtenPath)
}
