import { type PathMember, pathMembers } from './path-members.js'
import type { Layer } from './shapes.js'

/** The mounts that lead to a route, outermost first, and the route's own layer. */
export type RouteChain = readonly Layer[]

/** The patterns by which `path` leads along `chain`, joined; `undefined` where it does not. */
export function routeAlong(chain: RouteChain, path: string): string | undefined {
  const patterns: (string | undefined)[] = []
  let rest = path
  for (const layer of chain) {
    const member = pathMembers(layer).find((each) => matches(each, layer, rest))
    if (!member) return undefined
    patterns.push(member.pattern(rest))
    rest = `/${rest.slice(member.match(rest)?.length).replace(/^\//, '')}`
  }
  return join(patterns)
}

/** A mount matches whole segments from the start. */
function matches(member: PathMember, { route }: Layer, path: string): boolean {
  const text = member.match(path)
  if (text === undefined || route) return text !== undefined
  return path.startsWith(text) && ['/', undefined].includes(path[text.length])
}

function join(patterns: readonly (string | undefined)[]): string | undefined {
  const own = patterns.at(-1)
  if (own === undefined) return undefined
  const mounts = patterns.slice(0, -1).map((pattern = '') => pattern.replace(/\/+$/, ''))
  return mounts.join('') + (own === '/' ? '' : own) || '/'
}
