import { Agent, createServer, get } from 'node:http'
import { json } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseComment } from '@sqltrace/sqlcommenter'
import express, { type RequestHandler } from 'express'
import Fastify from 'fastify'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { Pool } from 'pg'
import { traced } from 'sqltrace'
import { expect, onTestFinished, test } from 'vitest'
import { useDatabase } from '../support/database.js'
import { alive } from './alive.js'
import { listen } from './serve.js'

const database = useDatabase()
const late: Promise<unknown>[] = []

let seed = 20_261_130
/** From 0 to 4 ms, the same in each run: a Park-Miller generator. */
const nextPause = () => (seed = (seed * 48_271) % 2_147_483_647) % 5

/** Sends statements with `nonce`, each in a different way, the last one when the request may be over. */
async function work(pool: Pool, nonce: string): Promise<void> {
  const db = traced(new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }))
  const literal = (way: string) => `select '${nonce} ${way}'`
  await Promise.all([pool.query(literal('promise')), pool.query(literal('at once'))])
  await sleep(nextPause())
  await new Promise<void>((resolve, reject) => {
    pool.query(literal('callback'), (error) => {
      if (error) reject(error)
      else pool.query(literal('in a callback')).then(() => resolve(), reject)
    })
  })
  await db.transaction().execute((trx) => sql.raw(literal('transaction')).execute(trx))
  late.push(sleep(10).then(() => pool.query(literal('after the response'))))
}

/** Sends 100 concurrent requests to an app with a pool of 2 connections, which other requests have opened. */
async function hundredRequests(origin: string, kinds: readonly string[]): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 20 })
  onTestFinished(() => agent.destroy())
  const send = (path: string) =>
    new Promise((resolve, reject) => {
      get(`${origin}${path}`, { agent }, (response) => json(response).then(resolve, reject)).on(
        'error',
        reject,
      )
    })
  await Promise.all([send('/opener/1'), send('/opener/2')])
  const paths = Array.from({ length: 100 }, (_, id) => `/${kinds[id % kinds.length]}/${id}`)
  expect(await Promise.all(paths.map(send))).toHaveLength(100)
  await Promise.all(late)
}

const routes: Readonly<Record<string, string>> = {
  opener: '/opener/:id',
  courses: '/courses/:id',
  shops: '/shops/:shop/items/:id',
}

/** A nonce names the route of its request: `courses 17`. */
function expectOwnRoutes(sent: readonly string[]): void {
  const nonces = sent.flatMap((text) => {
    const [, nonce, kind = ''] = /'((\w+) \d+) [a-z ]+'/.exec(text) ?? []
    if (nonce)
      expect({ text, ...parseComment(text) }).toMatchObject({ method: 'GET', route: routes[kind] })
    return nonce ?? []
  })
  expect(nonces).toHaveLength(102 * 6)
  expect(new Set(nonces).size).toBe(102)
}

function pooled(): Pool {
  const pool = traced(new Pool({ connectionString: database.url, max: 2 }))
  onTestFinished(() => pool.end())
  return pool
}

test("with Express, no statement of 100 concurrent requests has another request's route", async () => {
  const pool = pooled()
  const answer =
    (kind: string): RequestHandler =>
    ({ params }, response, next) =>
      void work(pool, `${kind} ${params['id']}`).then(() => response.json({}), next)
  const app = express()
  app.get('/opener/:id', answer('opener'))
  app.get('/courses/:id', answer('courses'))
  app.use('/shops/:shop', express.Router().get('/items/:id', answer('shops')))
  const origin = await listen(app)
  expectOwnRoutes(await database.sent(() => hundredRequests(origin, ['courses', 'shops/7/items'])))
})

test("with Fastify, no statement of 100 concurrent requests has another request's route", async () => {
  const pool = pooled()
  const app = Fastify()
  onTestFinished(() => app.close())
  for (const [kind, url] of Object.entries(routes)) {
    app.get<{ Params: { id: string } }>(url, ({ params }) =>
      work(pool, `${kind} ${params.id}`).then(() => ({})),
    )
  }
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  expectOwnRoutes(await database.sent(() => hundredRequests(origin, ['courses', 'shops/7/items'])))
})

test('a pool whose connections were opened inside requests keeps none of them alive', async () => {
  const pool = pooled()
  const requests: WeakRef<object>[] = []
  const app = express()
  app.get('/courses/:id', (request, response, next) => {
    requests.push(new WeakRef(request), new WeakRef(response))
    work(pool, `courses ${request.params['id']}`).then(() => response.json({}), next)
  })
  const server = createServer(app)
  const origin = await listen(server)
  const ids = Array.from({ length: 20 }, (_, id) => id)
  await Promise.all(ids.map((id) => fetch(`${origin}/courses/${id}`).then((each) => each.text())))
  await Promise.all(late)
  server.closeAllConnections()
  await expect.poll(() => alive(requests)).toBe(0)
  expect(requests).toHaveLength(40)
})
