import Router from '@koa/router'
import Koa from 'koa'
import { expect, test } from 'vitest'
import { sqltrace } from '../../src/koa.js'
import { listen, observed, routeOf } from './serve.js'

const app = (router: Router) => new Koa().use(sqltrace()).use(router.routes())

const answer = (context: Koa.Context) => void (context.body = observed())

test('a handler has its route with the prefixes of nested routers', async () => {
  const items = new Router({ prefix: '/items' }).get('/:item', answer)
  const router = new Router({ prefix: '/shops/:shop' }).use(items.routes())
  const origin = await listen(app(router).callback())
  expect(await routeOf(`${origin}/shops/7/items/7`)).toBe('/shops/:shop/items/:item')
})

test('for a RegExp, the route is its source', async () => {
  const origin = await listen(app(new Router().get(/^\/files\/(.+)$/, answer)).callback())
  expect(await routeOf(`${origin}/files/a.txt`)).toBe('^\\/files\\/(.+)$')
})

test('middleware before the router and a 404 have only the method', async () => {
  const koa = new Koa().use(sqltrace())
  koa.use(async (context, next) => {
    const before = observed()
    await next()
    context.body = { before, after: observed() }
  })
  koa.use(new Router().get('/x/:id', answer).routes())
  const origin = await listen(koa.callback())
  const answers = async (path: string) => (await fetch(origin + path)).json()
  expect(await answers('/x/1')).toEqual({
    before: { method: 'GET' },
    after: { method: 'GET', route: '/x/:id' },
  })
  expect(await answers('/secret')).toEqual({ before: { method: 'GET' }, after: { method: 'GET' } })
})

test('middleware that catches an error has the route of the handler that threw', async () => {
  const koa = new Koa().use(sqltrace())
  koa.use(async (context, next) => next().catch(() => answer(context)))
  koa.use(
    new Router()
      .get('/x/:id', () => {
        throw new Error('handler')
      })
      .routes(),
  )
  expect(await routeOf(`${await listen(koa.callback())}/x/1`)).toBe('/x/:id')
})
