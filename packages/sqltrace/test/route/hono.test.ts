import { AsyncResource } from 'node:async_hooks'
import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { sqltrace } from '../../src/hono.js'
import { alive } from './alive.js'
import { listen, observed, routeOf } from './serve.js'

const serve = (app: Hono) => listen(createAdaptorServer({ fetch: app.fetch }) as Server)

test('a handler has its route with the paths of the apps in which it is mounted', async () => {
  const items = new Hono().get('/:item', async (c) => c.json(observed()))
  const shops = new Hono().route('/:shop/items', items)
  const app = new Hono().use(sqltrace()).route('/shops', shops)
  expect(await routeOf(`${await serve(app)}/shops/7/items/7`)).toBe('/shops/:shop/items/:item')
})

test('middleware has the route of the handler that follows, a 404 has none', async () => {
  const seen: unknown[] = []
  const app = new Hono().use(sqltrace())
  app.use('/x/*', async (_, next) => {
    seen.push(observed())
    await next()
  })
  app.get('/x/:id', (c) => c.json(observed()))
  app.notFound((c) => c.json(observed()))
  const origin = await serve(app)
  expect(await routeOf(`${origin}/x/1`)).toBe('/x/:id')
  expect(await routeOf(`${origin}/x/1/2`)).toBeUndefined()
  expect(seen).toEqual([
    { method: 'GET', route: '/x/:id' },
    { method: 'GET', route: undefined },
  ])
})

test('handlers for every method count, even in an app with its own error handler', async () => {
  const inner = new Hono().all('/any/:id', (c) => c.json(observed()))
  inner.onError((_, c) => c.json(observed()))
  inner.get('/throws/:id', () => {
    throw new Error('handler')
  })
  const app = new Hono().use(sqltrace()).route('/in/:a', inner)
  const origin = await serve(app)
  expect(await routeOf(`${origin}/in/1/any/2`)).toBe('/in/:a/any/:id')
  expect(await routeOf(`${origin}/in/1/throws/2`)).toBe('/in/:a/throws/:id')
})

test('a request without a server has its route, and keeps only that when it is over', async () => {
  const later: (() => unknown)[] = []
  const requests: WeakRef<object>[] = []
  const app = new Hono().use(sqltrace()).get('/x/:id', (c) => {
    requests.push(new WeakRef(c.req.raw))
    later.push(AsyncResource.bind(observed))
    return c.json(observed())
  })
  const known = { method: 'GET', route: '/x/:id' }
  expect(await (await app.request('/x/1')).json()).toEqual(known)
  await expect.poll(() => alive(requests)).toBe(0)
  expect(later.map((look) => look())).toEqual([known])
})
