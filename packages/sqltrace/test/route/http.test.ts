import { once } from 'node:events'
import * as http2 from 'node:http2'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { currentScope } from '@sqltrace/context'
import { expect, onTestFinished, test } from 'vitest'
import { sqltrace } from '../../src/http.js'
import { withTags } from '../../src/with-tags.js'
import { listen, observed, routeOf } from './serve.js'

async function http2Client(server: http2.Http2Server): Promise<(path: string) => Promise<unknown>> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const session = http2.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  onTestFinished(() => {
    session.close()
    server.close()
  })
  return async (path) => {
    const stream = session.request({ ':path': path })
    return JSON.parse((await stream.setEncoding('utf8').toArray()).join(''))
  }
}

test('a listener of node:http has the method and the route from the option', async () => {
  const origin = await listen(
    sqltrace(
      (_request, response) => {
        response.end(JSON.stringify(observed()))
      },
      { route: ({ url }) => (url?.startsWith('/x/') ? '/x/:id' : undefined) },
    ),
  )
  expect(await routeOf(`${origin}/x/1`)).toBe('/x/:id')
  expect(await (await fetch(`${origin}/y`)).json()).toEqual({ method: 'GET' })
})

test.each([
  ['is asynchronous', async () => '/x/:id'],
  ['rejects', () => Promise.reject(new Error('of the app'))],
  [
    'throws',
    () => {
      throw new Error('of the app')
    },
  ],
  ['returns a number', () => 7],
])('a route function that %s yields no route and breaks nothing', async (_name, route) => {
  const listener = (_request: unknown, response: { end(text: string): unknown }) =>
    response.end(JSON.stringify(observed()))
  const origin = await listen(sqltrace(listener as never, { route: route as never }))
  expect(await (await fetch(origin)).json()).toEqual({ method: 'GET' })
})

test('a route from withTags applies to part of a listener', async () => {
  const origin = await listen(
    sqltrace((_request, response) => {
      const tags = withTags({ route: '/x/:id' }, () => currentScope()?.tags)
      response.end(JSON.stringify(tags))
    }),
  )
  expect(await routeOf(origin)).toBe('/x/:id')
})

test('a request listener of node:http2 separates the requests of a connection', async () => {
  const get = await http2Client(
    http2.createServer(
      sqltrace(
        async (request, response) => {
          await sleep(5)
          response.end(JSON.stringify({ ...observed(), url: request.url }))
        },
        { route: ({ url }) => url.replace(/\d+$/, ':id') },
      ),
    ),
  )
  const paths = Array.from({ length: 20 }, (_, id) => `/${'xy'[id % 2]}/${id}`)
  expect(await Promise.all(paths.map(get))).toEqual(
    paths.map((url) => ({ method: 'GET', route: `/${url[1]}/:id`, url })),
  )
})

test('a stream listener of node:http2 has the method and the route from the option', async () => {
  const server = http2.createServer()
  const onStream = sqltrace(
    (stream: http2.ServerHttp2Stream, _headers: http2.IncomingHttpHeaders) => {
      stream.end(JSON.stringify(observed()))
    },
    { route: (_, headers) => `${headers[':path']}/:id` },
  )
  server.on('stream', onStream)
  const get = await http2Client(server)
  expect(await get('/x')).toEqual({ method: 'GET', route: '/x/:id' })
})
