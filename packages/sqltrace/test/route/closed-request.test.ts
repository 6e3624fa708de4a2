import { once } from 'node:events'
import { createServer, request as sendRequest } from 'node:http'
import { connect, createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { currentScope } from '@sqltrace/context'
import express from 'express'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { observeRequests } from '../../src/route/observe-requests.js'
import { alive } from './alive.js'
import { listen, observed, routeOf } from './serve.js'

beforeAll(observeRequests)

const known = { method: 'GET', route: '/x/:id' }

test('work that continues after the response keeps method and route', async () => {
  const app = express()
  const seen: unknown[] = []
  app.get('/x/:id', (_, response) => {
    response.on('close', () => setImmediate(() => seen.push(observed())))
    setTimeout(() => seen.push(observed()), 20)
    response.end()
  })
  await (await fetch(`${await listen(app)}/x/1`)).text()
  await expect.poll(() => seen).toEqual([known, known])
})

test('a handler whose client has disconnected keeps method and route', async () => {
  const app = express()
  const seen: unknown[] = []
  app.get('/x/:id', async (_, response) => {
    response.write('some')
    seen.push(observed())
    await once(response, 'close')
    await sleep(5)
    seen.push(observed())
  })
  const client = sendRequest(`${await listen(app)}/x/1`, (response) =>
    response.once('data', () => client.destroy()),
  )
  client.on('error', () => undefined).end()
  await expect.poll(() => seen).toEqual([known, known])
})

test('a connection that was opened inside a request does not keep the request alive', async () => {
  const peer = await idleServer()
  const requests: WeakRef<object>[] = []
  const app = express()
  app.get('/x/:id', (request, response) => {
    requests.push(new WeakRef(request), new WeakRef(response))
    peer.open(() => response.json(observed()))
  })
  const server = createServer(app)
  const origin = await listen(server)
  const routes = Array.from({ length: 20 }, (_, id) => routeOf(`${origin}/x/${id}`))
  expect(new Set(await Promise.all(routes))).toEqual(new Set(['/x/:id']))
  server.closeAllConnections()
  await expect.poll(() => alive(requests)).toBe(0)
  expect(requests).toHaveLength(40)
})

test('upgrades and malformed requests have no route, even on a connection that had one', async () => {
  const seen: unknown[] = []
  const server = createServer((_, response) => {
    seen.push(observed().method)
    response.end('ok')
  })
  server.on('upgrade', (_, socket) => {
    seen.push(currentScope())
    socket.end()
  })
  server.on('clientError', async (_, socket) => {
    await sleep(1)
    seen.push(currentScope())
    socket.destroy()
  })
  const { port } = new URL(await listen(server))
  await sendAfterRequest(port, `GET / HTTP/1.1\r\n${connectionUpgrade}\r\n\r\n`)
  await sendAfterRequest(port, 'rubbish\r\n\r\n')
  await sendAfterRequest(port, 'GET / HTTP/1.1\r\nrubbish\r\n\r\n')
  expect(seen).toEqual(['GET', undefined, 'GET', undefined, 'GET', undefined])
})

const connectionUpgrade = 'Host: a\r\nConnection: upgrade\r\nUpgrade: echo'

/** Sends `text` on a connection on which a request has been answered; resolves when the server closes it. */
async function sendAfterRequest(port: string, text: string): Promise<void> {
  const socket = connect(Number(port), '127.0.0.1')
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  await once(socket, 'data')
  socket.write(text)
  await once(socket.resume(), 'close')
}

/** A server whose connections stay open until the test is over. */
async function idleServer() {
  const sockets: Socket[] = []
  const server = createTcpServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { open: (opened: () => void) => sockets.push(connect(port, '127.0.0.1', opened)) }
}
