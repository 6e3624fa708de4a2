import { once } from 'node:events'
import { connect } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { currentScope } from '@sqltrace/context'
import Fastify, { type FastifyInstance } from 'fastify'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { sqltrace } from '../../src/fastify.js'
import { observeRequests } from '../../src/route/observe-requests.js'
import { observed, routeOf } from './serve.js'

beforeAll(observeRequests)

async function listening(app: FastifyInstance): Promise<string> {
  onTestFinished(() => app.close())
  return app.listen({ port: 0, host: '127.0.0.1' })
}

test('a handler has its route with the prefixes of its plugins', async () => {
  const app = Fastify()
  await app.register(
    async (shop) => {
      await shop.register(
        async (items) => {
          items.get('/:item', async () => {
            await sleep(5)
            return observed()
          })
        },
        { prefix: '/items' },
      )
    },
    { prefix: '/shops/:shop' },
  )
  expect(await routeOf(`${await listening(app)}/shops/7/items/8`)).toBe('/shops/:shop/items/:item')
})

test('a 404 has only the method', async () => {
  const app = Fastify()
  app.setNotFoundHandler(async () => observed())
  const response = await fetch(`${await listening(app)}/secret/7`, { method: 'PUT' })
  expect(await response.json()).toEqual({ method: 'PUT' })
})

async function seenByHook(plugins: (typeof sqltrace)[]): Promise<unknown> {
  const app = Fastify()
  let seen: unknown
  for (const plugin of plugins) app.register(plugin)
  app.addHook('preHandler', async () => {
    seen = observed()
  })
  app.get('/x/:id', () => observed())
  await routeOf(`${await listening(app)}/x/1`)
  return seen
}

test('hooks before the handler have only the method; with the plugin, the route too', async () => {
  expect(await seenByHook([])).toEqual({ method: 'GET', route: undefined })
  expect(await seenByHook([sqltrace])).toEqual({ method: 'GET', route: '/x/:id' })
})

test('error handlers and work after the response keep the route', async () => {
  const app = Fastify()
  app.get('/x/:id', async () => {
    throw new Error('handler')
  })
  app.setErrorHandler(async () => observed())
  expect(await routeOf(`${await listening(app)}/x/1`)).toBe('/x/:id')
})

test('an injected request has its route and leaves the caller without one', async () => {
  const app = Fastify()
  app.get('/x/:id', async () => observed())
  const response = await app.inject('/x/1')
  expect(response.json()).toEqual({ method: 'GET', route: '/x/:id' })
  expect(currentScope()).toBeUndefined()
})

test('requests on one HTTP/2 connection are separate', async () => {
  const app = Fastify({ http2: true })
  const before: unknown[] = []
  app.addHook('onRequest', async () => void before.push(observed()))
  app.get('/x/:id', () => sleep(5).then(observed))
  app.get('/y/:id', async () => observed())
  await listening(app as unknown as FastifyInstance)
  const session = connect(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`)
  onTestFinished(() => session.close())
  const get = async (path: string) => {
    const stream = session.request({ ':path': path })
    const chunks = await stream.setEncoding('utf8').toArray()
    return JSON.parse(chunks.join('')) as { route: string }
  }
  await once(session, 'connect')
  const paths = Array.from({ length: 20 }, (_, id) => `/${id % 2 ? 'x' : 'y'}/${id}`)
  const answers = await Promise.all(paths.map(get))
  expect(answers.map(({ route }) => route)).toEqual(paths.map((path) => path.slice(0, 3) + ':id'))
  expect(before).toEqual(paths.map(() => ({ method: undefined, route: undefined })))
})
