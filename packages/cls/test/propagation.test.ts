import { randomBytes } from 'node:crypto'
import { lookup } from 'node:dns'
import { EventEmitter, once } from 'node:events'
import { readFile } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzip } from 'node:zlib'
import { createNamespace } from '@sqltrace/cls'
import { expect, test } from 'vitest'

const session = createNamespace('session')

type Start = (callback: () => void) => unknown

const starts: Record<string, Start> = {
  'process.nextTick': (callback) => process.nextTick(callback),
  setImmediate: (callback) => setImmediate(callback),
  setTimeout: (callback) => setTimeout(callback, 1),
  setInterval: (callback) => {
    const interval = setInterval(() => {
      clearInterval(interval)
      callback()
    }, 1)
  },
  queueMicrotask: (callback) => queueMicrotask(callback),
  'a promise': (callback) => Promise.resolve().then(callback),
  'fs.readFile': (callback) => readFile(import.meta.filename, callback),
  'dns.lookup': (callback) => lookup('127.0.0.1', callback),
  'zlib.gzip': (callback) => gzip('text', callback),
  'crypto.randomBytes': (callback) => randomBytes(8, callback),
}

test.each(Object.entries(starts))('values reach the callback of %s', async (_name, start) => {
  const seen = await new Promise((resolve) => {
    session.run(() => {
      session.set('user', 'ada')
      start(() => resolve(session.get('user')))
    })
  })
  expect(seen).toBe('ada')
})

test('a chain of promises runs in the context that waits for it', async () => {
  const emitter = new EventEmitter()
  const promise = once(emitter, 'event')
  const waiting = session.runPromise(async () => {
    session.set('user', 'ada')
    await promise
    return session.get('user')
  })
  session.run(() => {
    session.set('user', 'grace')
    emitter.emit('event')
  })
  expect(await waiting).toBe('ada')
})

test('requests on one connection keep their values separate until the end of the body', async () => {
  const server = createServer((request, response) => {
    session.bindEmitter(request)
    session.run(() => {
      session.set('path', request.url)
      request.resume()
      request.on('end', () => setTimeout(() => response.end(session.get('path')), 1))
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const paths = Array.from({ length: 40 }, (_, index) => `/${index}`)
  const ask = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body: path })
    return answer.text()
  }
  expect(await Promise.all(paths.map(ask))).toEqual(paths)
  server.closeAllConnections()
  server.close()
})
