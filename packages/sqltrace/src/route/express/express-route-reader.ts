import { routeAlong } from './route-along.js'
import { routeChains } from './route-chains.js'
import type { ExpressRequest, ExpressRoute } from './shapes.js'
import { writtenPath } from './written-path.js'

/**
 * Reads the pattern of the route that Express has matched for `message`, prefixed with the patterns of its mounts. Never
 * returns a value from the URL, so uncertain parts are left out. `undefined` if no route has matched.
 */
export function expressRouteReader(message: object): () => string | undefined {
  const request = message as ExpressRequest
  let last: { route: ExpressRoute; url: string; pattern: string | undefined } | undefined
  return () => {
    const { route, url = '', baseUrl = '' } = request
    if (route?.path === undefined) return undefined
    if (last?.route !== route || last.url !== baseUrl + url) {
      const pattern = mountedRoute(request, route) ?? writtenPath(route.path)
      last = { route, url: baseUrl + url, pattern }
    }
    return last.pattern
  }
}

/**
 * The part of a request that the reader needs after the request is over: strings, and the app's own routes. The route is
 * not resolved yet, because most requests never need it, and it costs more than the rest of our work (bench "app").
 */
export function expressRouteFacts(message: object): ExpressRequest {
  const { route, app, url, baseUrl, originalUrl } = message as ExpressRequest
  return { route, app, url, baseUrl, originalUrl }
}

/** The app may have rewritten the URL, so we try the current and the original one. */
function mountedRoute(request: ExpressRequest, route: ExpressRoute): string | undefined {
  const { url = '', baseUrl = '', originalUrl = '' } = request
  const chains = routeChains(request.app, route)
  for (const candidate of [baseUrl + url, originalUrl]) {
    const path = withoutQuery(candidate)
    const [first, ...others] = chains.flatMap((chain) => routeAlong(chain, path) ?? [])
    if (first !== undefined) return others.every((other) => other === first) ? first : undefined
  }
  return undefined
}

function withoutQuery(url: string): string {
  const end = url.indexOf('?')
  return end < 0 ? url : url.slice(0, end)
}
