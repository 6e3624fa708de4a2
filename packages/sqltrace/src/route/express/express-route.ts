import { routeAlong } from './route-along.js'
import { routeChains } from './route-chains.js'
import type { ExpressRequest, ExpressRoute } from './shapes.js'
import { writtenPath } from '../written-path.js'

interface Reading {
  readonly route: ExpressRoute
  readonly url: string
  readonly pattern: string | undefined
}

const lastReadings = new WeakMap<object, Reading>()

/**
 * The pattern of the route that Express has matched for `message`, with the patterns of the mounts above it: never a
 * value of the URL, so what is not certain is left out. `undefined` where no route has matched.
 */
export function expressRoute(message: object | undefined): string | undefined {
  const request = (message ?? {}) as ExpressRequest
  const { route, url = '', baseUrl = '' } = request
  if (route?.path === undefined) return undefined
  const last = lastReadings.get(request)
  if (last?.route === route && last.url === baseUrl + url) return last.pattern
  const pattern = mountedRoute(request, route) ?? writtenPath(route.path)
  lastReadings.set(request, { route, url: baseUrl + url, pattern })
  return pattern
}

/** The app may have rewritten the URL: it leads to the route as it is now, or as it came. */
function mountedRoute(request: ExpressRequest, route: ExpressRoute): string | undefined {
  const { url = '', baseUrl = '', originalUrl = '' } = request
  const chains = routeChains(request.app, route)
  for (const path of [baseUrl + url, originalUrl].map(withoutQuery)) {
    const routes = new Set(chains.flatMap((chain) => routeAlong(chain, path) ?? []))
    if (routes.size > 0) return routes.size === 1 ? [...routes][0] : undefined
  }
  return undefined
}

function withoutQuery(url: string): string {
  return url.replace(/\?.*$/s, '')
}
