import { routeAlong } from './route-along.js'
import { routeChains } from './route-chains.js'
import type { ExpressRequest, ExpressRoute } from './shapes.js'
import { writtenPath } from './written-path.js'

/**
 * Reads the pattern of the route that Express has matched for `message`, with the patterns of the mounts above it: never
 * a value of the URL, so what is not certain is left out. `undefined` where no route has matched.
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
 * What the reader needs of a request, for when it is over: texts, and the app's own routes. Most requests are never
 * asked for their route, and finding it costs more than all the rest of a request (bench "app").
 */
export function expressRouteFacts(message: object): ExpressRequest {
  const { route, app, url, baseUrl, originalUrl } = message as ExpressRequest
  return { route, app, url, baseUrl, originalUrl }
}

/** The app may have rewritten the URL: it leads to the route as it is now, or as it came. */
function mountedRoute(request: ExpressRequest, route: ExpressRoute): string | undefined {
  const { url = '', baseUrl = '', originalUrl = '' } = request
  const chains = routeChains(request.app, route)
  for (const each of [baseUrl + url, originalUrl]) {
    const path = withoutQuery(each)
    const [first, ...others] = chains.flatMap((chain) => routeAlong(chain, path) ?? [])
    if (first !== undefined) return others.every((other) => other === first) ? first : undefined
  }
  return undefined
}

function withoutQuery(url: string): string {
  const end = url.indexOf('?')
  return end < 0 ? url : url.slice(0, end)
}
