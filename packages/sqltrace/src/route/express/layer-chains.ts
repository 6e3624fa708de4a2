import type { ExpressApp, ExpressRequest, ExpressRoute, ExpressRouter, Layer } from './shapes.js'

/** The mounts that lead to a route, outermost first, and the route's own layer. */
export type LayerChain = readonly Layer[]

const known = new WeakMap<ExpressApp, WeakMap<ExpressRoute, readonly LayerChain[]>>()

/** Every chain that leads to `route` from the outermost app: a router may be mounted twice. */
export function layerChains(
  app: ExpressRequest['app'],
  route: ExpressRoute,
): readonly LayerChain[] {
  if (!app) return []
  const ofApp = known.get(app) ?? new WeakMap<ExpressRoute, readonly LayerChain[]>()
  const chains = ofApp.get(route) ?? chainsBelow(app, route)
  known.set(app, ofApp.set(route, chains))
  return chains
}

function chainsBelow(app: ExpressApp, route: ExpressRoute): LayerChain[] {
  const inner = chainsIn(routerOf(app), route)
  return mounts(app).flatMap((outer) => inner.map((chain) => outer.concat(chain)))
}

/** Express hides which sub-app a `mounted_app` layer stands for: the path tells them apart. */
function mounts({ parent }: ExpressApp): LayerChain[] {
  if (!parent) return [[]]
  const layers = (routerOf(parent)?.stack ?? []).filter(({ name }) => name === 'mounted_app')
  return mounts(parent).flatMap((outer) => layers.map((layer) => outer.concat(layer)))
}

function chainsIn(
  router: ExpressRouter | undefined,
  route: ExpressRoute,
  above: LayerChain = [],
): LayerChain[] {
  return (router?.stack ?? []).flatMap((layer) => {
    const chain = above.concat(layer)
    if (layer.route) return layer.route === route ? [chain] : []
    return above.some(({ handle }) => handle === layer.handle)
      ? []
      : chainsIn(layer.handle, route, chain)
  })
}

/** Reading `router` throws in Express 4. */
function routerOf(app: ExpressApp): ExpressRouter | undefined {
  const { _router: express4 } = app
  return 'lazyrouter' in app ? express4 : app.router
}
