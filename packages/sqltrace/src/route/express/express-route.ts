import { type LayerChain, layerChains } from './layer-chains.js'
import { type PathMember, pathMembers } from './path-members.js'
import type { ExpressRequest, Layer } from './shapes.js'

/**
 * The pattern of the route that Express has matched for `message`, with the patterns of the mounts above it: never a value
 * of the URL, so what is not certain is left out. `undefined` where no route has matched.
 */
export function expressRoute(message: object | undefined): string | undefined {
  const { route, app, url = '', baseUrl = '', originalUrl = '' } = (message ?? {}) as ExpressRequest
  if (route?.path === undefined) return undefined
  const chains = layerChains(app, route)
  for (const path of [pathname(baseUrl + url), pathname(originalUrl)]) {
    const routes = new Set(chains.flatMap((chain) => routeAlong(chain, path) ?? []))
    if (routes.size === 1) return [...routes][0]
  }
  const [chain] = chains
  return chain && chains.length === 1 ? writtenRoute(chain) : writtenPath(route.path)
}

function pathname(url: string): string {
  return url.replace(/[?#].*$/s, '')
}

/** The route that `chain` stands for, where `path` leads along it. */
function routeAlong(chain: LayerChain, path: string): string | undefined {
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

/** The route that `chain` stands for, whatever the path: an app may have rewritten it. */
function writtenRoute(chain: LayerChain): string | undefined {
  return join(
    chain.map((layer) => {
      const [member, ...others] = pathMembers(layer)
      return others.length > 0 ? undefined : member?.pattern()
    }),
  )
}

function writtenPath(path: unknown): string | undefined {
  return path instanceof RegExp ? path.source : typeof path === 'string' ? path : undefined
}

function join(patterns: readonly (string | undefined)[]): string | undefined {
  const own = patterns.at(-1)
  if (own === undefined) return undefined
  const mounts = patterns.slice(0, -1).map((pattern = '') => pattern.replace(/\/+$/, ''))
  return mounts.join('') + (own === '/' ? '' : own) || '/'
}
