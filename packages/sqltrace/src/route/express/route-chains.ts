import type { RouteChain } from './route-along.js'
import type { ExpressApp, ExpressRoute, ExpressRouter, Layer } from './shapes.js'

const known = new WeakMap<ExpressApp, WeakMap<ExpressRoute, readonly RouteChain[]>>()

/** All chains from the outermost app to `route`; there may be several, because a router may be mounted twice. */
export function routeChains(
  app: ExpressApp | undefined,
  route: ExpressRoute,
): readonly RouteChain[] {
  if (!app) return []
  const ofApp = known.get(app) ?? new WeakMap<ExpressRoute, readonly RouteChain[]>()
  const chains = ofApp.get(route) ?? find(app, route)
  known.set(app, ofApp.set(route, chains))
  return chains
}

function find(app: ExpressApp, route: ExpressRoute): RouteChain[] {
  const inner = below(routerOf(app), route)
  return mounts(app).flatMap((outer) => inner.map((layers) => outer.concat(layers)))
}

/** Express hides which sub-app a `mounted_app` layer belongs to, so we return all of them; the path decides. */
function mounts({ parent }: ExpressApp): Layer[][] {
  if (!parent) return [[]]
  const layers = (routerOf(parent)?.stack ?? []).filter(({ name }) => name === 'mounted_app')
  return mounts(parent).flatMap((outer) => layers.map((layer) => outer.concat(layer)))
}

function below(
  router: ExpressRouter | undefined,
  route: ExpressRoute,
  above: Layer[] = [],
): Layer[][] {
  return (router?.stack ?? []).flatMap((layer) => {
    const layers = above.concat(layer)
    if (layer.route) return layer.route === route ? [layers] : []
    return above.some(({ handle }) => handle === layer.handle)
      ? []
      : below(layer.handle, route, layers)
  })
}

/** Reading `router` throws in Express 4. */
function routerOf(app: ExpressApp): ExpressRouter | undefined {
  const { _router: express4 } = app
  return 'lazyrouter' in app ? express4 : app.router
}
