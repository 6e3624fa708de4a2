import Router from '@koa/router'
import express from 'express'
import Fastify from 'fastify'
import Koa from 'koa'
import { currentScope, type RequestScope } from '@sqltrace/context'
import { expect, onTestFinished, test } from 'vitest'
import { sqltrace as forExpress } from '../../src/express.js'
import { sqltrace as forFastify } from '../../src/fastify.js'
import { sqltrace as forHttp } from '../../src/http.js'
import { sqltrace as forKoa } from '../../src/koa.js'
import { observeRequests } from '../../src/route/observe-requests.js'
import { listen, observed, routeOf } from './serve.js'

/** Sequential: once requests are observed, they stay observed. */
test.sequential('without automatic routes there is no scope', async () => {
  let scope: unknown = 'none seen'
  const origin = await listen((_, response) => {
    scope = currentScope()
    response.end('{}')
  })
  await routeOf(origin)
  expect(scope).toBeUndefined()
})

test.sequential('the Express middleware provides routes if they are not automatic', async () => {
  const app = express().use(forExpress())
  app.use(
    '/shops/:shop',
    express.Router().get('/', (_, response) => void response.json(observed())),
  )
  expect(await routeOf(`${await listen(app)}/shops/7`)).toBe('/shops/:shop')
})

test.sequential('the Fastify plugin provides routes if they are not automatic', async () => {
  const app = Fastify()
  onTestFinished(() => app.close())
  await app.register(forFastify)
  app.register(async (shop) => shop.get('/:item', () => observed()), { prefix: '/shops/:shop' })
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  expect(await routeOf(`${origin}/shops/7/8`)).toBe('/shops/:shop/:item')
})

test.sequential('an adapter adds the route to a request that is already observed', async () => {
  observeRequests()
  observeRequests()
  const seen: (RequestScope | undefined)[] = []
  const look = () => seen.push(currentScope()?.request)
  const answer = (context: Koa.Context) => {
    look()
    context.body = observed()
  }
  const inner = new Koa().use(forKoa()).use(new Router().get('/x/:id', answer).routes()).callback()
  const origin = await listen((request, response) => {
    look()
    void forHttp(inner)(request, response)
  })
  expect(await routeOf(`${origin}/x/1`)).toBe('/x/:id')
  expect(seen).toHaveLength(2)
  expect(seen[1]).toBe(seen[0])
})
