import { type PathMember, pathMembers } from './path-members.js'
import type { Layer } from './shapes.js'

/** The mounts that lead to a route, outermost first, and the route's own layer. */
export type RouteChain = readonly Layer[]

/** The joined patterns with which `path` matches each layer of `chain`; `undefined` if it doesn't. */
export function routeAlong(chain: RouteChain, path: string): string | undefined {
  let mounts = ''
  let own: string | undefined = ''
  let rest = path
  for (const layer of chain) {
    const step = stepAlong(layer, rest)
    if (!step) return undefined
    mounts += (own ?? '').replace(/\/+$/, '')
    own = step.member.pattern(rest)
    rest = rest.slice(step.text.length)
    if (!rest.startsWith('/')) rest = `/${rest}`
  }
  return own === undefined ? undefined : mounts + (own === '/' ? '' : own) || '/'
}

interface Step {
  readonly member: PathMember
  readonly text: string
}

function stepAlong(layer: Layer, path: string): Step | undefined {
  for (const member of pathMembers(layer)) {
    const text = member.match(path)
    if (text !== undefined && (layer.route || isWhole(text, path))) return { member, text }
  }
  return undefined
}

/** A mount matches whole segments from the start. */
function isWhole(text: string, path: string): boolean {
  return path.startsWith(text) && (path[text.length] ?? '/') === '/'
}
