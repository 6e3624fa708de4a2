import { setTimeout as sleep } from 'node:timers/promises'
import express4 from 'express-4'
import express, { type Express, type Router } from 'express'
import OldRouter from 'router-2.2'
import { beforeAll, describe, expect, test } from 'vitest'
import { observeRequests } from '../../src/route/observe-requests.js'
import { listen, observed, routeOf } from './serve.js'

interface Version {
  readonly name: string
  readonly app: () => Express
  readonly router: (options?: { mergeParams?: boolean }) => Router
}

/** An Express 5 app with the router version in lock files from before November 2026. */
const onOldRouter = (): Express =>
  Object.defineProperty(express(), 'router', { value: new OldRouter() }) as Express

const versions: Version[] = [
  { name: 'Express 4', app: express4, router: express4.Router },
  { name: 'Express 5', app: express, router: express.Router },
  {
    name: 'Express 5 with router 2.2',
    app: onOldRouter,
    router: (options) => new OldRouter(options),
  },
]

const answer = (_: unknown, response: { json(body: unknown): unknown }) =>
  void response.json(observed())

beforeAll(observeRequests)

describe.each(versions)('$name', ({ name, app: newApp, router: newRouter }) => {
  const isOld = name.endsWith('2.2')

  const routerWith = (
    path: string | RegExp | (string | RegExp)[],
    options?: { mergeParams: boolean },
  ) => {
    const router = newRouter(options)
    router.get(path, answer)
    return router
  }

  test('a handler sees the pattern of its route, even after awaits and timers', async () => {
    const app = newApp()
    app.get('/courses/:slug', async (_, response) => {
      await sleep(5)
      response.json(observed())
    })
    const origin = await listen(app)
    expect(await routeOf(`${origin}/courses/algebra?page=2`)).toBe('/courses/:slug')
  })

  test.each([false, true])(
    "a mount's parameter is shown by name, mergeParams: %s",
    async (mergeParams) => {
      const app = newApp()
      app.use('/shops/:shop', routerWith('/items/:item', { mergeParams }))
      const origin = await listen(app)
      expect(await routeOf(`${origin}/shops/7/items/7`)).toBe('/shops/:shop/items/:item')
      expect(await routeOf(`${origin}/shops/shops/items/items`)).toBe('/shops/:shop/items/:item')
      expect(await routeOf(`${origin}/shops/a%20b%2Fc/items/%C3%A9`)).toBe(
        '/shops/:shop/items/:item',
      )
      expect(await routeOf(`${origin}/SHOPS/SHOPS/items/9/`)).toBe('/shops/:shop/items/:item')
    },
  )

  test('routers can be nested', async () => {
    const app = newApp()
    const outer = newRouter()
    outer.use('/v:version', newRouter().use('/:lang-:region', routerWith('/')))
    app.use('/api', outer)
    const origin = await listen(app)
    expect(await routeOf(`${origin}/api/v2/de-at`)).toBe('/api/v:version/:lang-:region')
  })

  test('a router mounted twice has the mount that led to it', async () => {
    const app = newApp()
    const shared = routerWith('/:id')
    app.use('/cats/:cat', shared)
    app.use('/dogs', shared)
    const origin = await listen(app)
    expect(await routeOf(`${origin}/cats/tom/1`)).toBe('/cats/:cat/:id')
    expect(await routeOf(`${origin}/dogs/1`)).toBe('/dogs/:id')
  })

  test('an ambiguous mount is left out', async () => {
    const app = newApp()
    const shared = routerWith('/list')
    app.use('/:tenant', shared)
    app.use('/main', shared)
    expect(await routeOf(`${await listen(app)}/main/list`)).toBe('/list')
  })

  test('for an array, the route is the member that matched', async () => {
    const app = newApp()
    app.use(['/old/:a', '/new/:b'], routerWith(['/x', '/y/:z']))
    const origin = await listen(app)
    expect(await routeOf(`${origin}/old/1/x`)).toBe('/old/:a/x')
    expect(await routeOf(`${origin}/new/1/y/1`)).toBe('/new/:b/y/:z')
  })

  test('for a RegExp, the route is its source', async () => {
    const app = newApp()
    app.get(/^\/files\/(.+)$/, answer)
    expect(await routeOf(`${await listen(app)}/files/a.txt`)).toBe('^\\/files\\/(.+)$')
  })

  test('for a RegExp as a mount, the route has its source, or nothing if the router hides it', async () => {
    const app = newApp()
    app.use(/^\/v[0-9]/, routerWith('/x'))
    app.use(/^\/(en|de)/, routerWith('/y'))
    const origin = await listen(app)
    expect(await routeOf(`${origin}/v7/x`)).toBe(isOld ? '/x' : '^\\/v[0-9]/x')
    expect(await routeOf(`${origin}/de/y`)).toBe(isOld ? '/y' : '^\\/(en|de)/y')
  })

  test('nested sub-apps add their mounts', async () => {
    const [outer, middle, inner] = [newApp(), newApp(), newApp()]
    inner.use('/items', routerWith('/:item'))
    middle.use('/:shop', inner)
    outer.use(['/shops', '/stores'], middle)
    const origin = await listen(outer)
    expect(await routeOf(`${origin}/stores/stores/items/1`)).toBe('/stores/:shop/items/:item')
  })

  test('a rewritten URL does not hide the mount', async () => {
    const app = newApp()
    app.use((request, _, next) => {
      request.url = request.url.replace(/^\/secret-[^/]+/, '')
      next()
    })
    app.use('/shops/:shop', routerWith('/items'))
    expect(await routeOf(`${await listen(app)}/secret-7/shops/7/items`)).toBe('/shops/:shop/items')
  })

  test("a router called by the app's own function is found without the mounts", async () => {
    const app = newApp()
    const router = routerWith('/items/:item')
    app.use('/v1/:shop', (request, response, next) => router(request, response, next))
    app.use('/v2/:shop', router)
    const origin = await listen(app)
    expect(await routeOf(`${origin}/v1/7/items/8`)).toBe('/items/:item')
    expect(await routeOf(`${origin}/v2/7/items/8`)).toBe('/v2/:shop/items/:item')
  })

  test('a route that calls next() yields to the next route', async () => {
    const app = newApp()
    const seen: unknown[] = []
    app.get(
      '/:any/*rest'.replace('*rest', name === 'Express 4' ? '*' : '*rest'),
      (_, _response, next) => {
        seen.push(observed().route)
        next()
      },
    )
    app.use('/shops/:shop', routerWith('/items'))
    expect(await routeOf(`${await listen(app)}/shops/7/items`)).toBe('/shops/:shop/items')
    expect(seen).toHaveLength(1)
  })

  test('a router that is re-entered by a rewritten URL has the mount of each pass', async () => {
    const app = newApp()
    const seen: unknown[] = []
    const shared = newRouter()
    shared.get('/:id', (_request, _response, next) => {
      seen.push(observed().route)
      next()
    })
    app.use('/cats', shared)
    app.use((request, _, next) => {
      request.url = '/dogs/1'
      next()
    })
    app.use('/dogs', shared)
    await fetch(`${await listen(app)}/cats/1`)
    expect(seen).toEqual(['/cats/:id', '/dogs/:id'])
  })

  test('middleware before the router and a 404 have only the method', async () => {
    const app = newApp()
    const seen: unknown[] = []
    app.use((_request, _response, next) => {
      seen.push(observed())
      next()
    })
    app.get('/x', answer)
    app.use((_request, response) => void response.status(404).json(observed()))
    const origin = await listen(app)
    await routeOf(`${origin}/x`)
    expect(seen).toEqual([{ method: 'GET', route: undefined }])
    expect(await (await fetch(`${origin}/secret/7`)).json()).toEqual({ method: 'GET' })
  })

  test('HEAD and OPTIONS keep their method', async () => {
    const app = newApp()
    const seen: unknown[] = []
    app.all('/x/:id', (_, response) => {
      seen.push(observed())
      response.end()
    })
    const origin = await listen(app)
    await fetch(`${origin}/x/1`, { method: 'HEAD' })
    await fetch(`${origin}/x/1`, { method: 'OPTIONS' })
    expect(seen).toEqual([
      { method: 'HEAD', route: '/x/:id' },
      { method: 'OPTIONS', route: '/x/:id' },
    ])
  })

  test('an error handler has the route of the handler that threw', async () => {
    const app = newApp()
    const router = newRouter()
    router.get('/:id', () => {
      throw new Error('handler')
    })
    app.use('/shops/:shop', router)
    app.use((_error: unknown, _request: unknown, response: express.Response, _next: unknown) =>
      answer(undefined, response),
    )
    expect(await routeOf(`${await listen(app)}/shops/7/8`)).toBe('/shops/:shop/:id')
  })
})
