import { AsyncLocalStorage } from 'node:async_hooks'
import { once } from 'node:events'
import { Kysely, PostgresDialect, sql } from 'kysely'
import type { LogEvent } from 'kysely'
import pg from 'pg'
import Cursor from 'pg-cursor'
import { to as copyTo } from 'pg-copy-streams'
import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from 'vitest'
import { traced } from '../../src/index.js'
import { Stage } from './harness/stage.js'
import { startShop } from './harness/start-shop.js'
import type { ShopServer } from './harness/start-shop.js'

/** Everything that cannot be the same. docs/not-the-same.md has the same list, one entry per test. */

let shop: ShopServer
let plain: Stage
let app: Stage

beforeAll(async () => {
  shop = await startShop()
})

beforeEach(async () => {
  await shop.refill()
  plain = new Stage(shop.url, (target) => target)
  app = new Stage(shop.url, traced)
})

afterEach(async () => {
  await plain.tearDown()
  await app.tearDown()
})

afterAll(() => shop.stop())

const store = new AsyncLocalStorage<string>()
const comment = /\/\*file='[^*]*'\*\//

test('the server sees the text with its comment: current_query(), pg_stat_activity, its log', async () => {
  const query = 'select current_query() as text'
  const untagged = await (await plain.client()).query<{ text: string }>(query)
  const tagged = await (await app.client()).query<{ text: string }>(query)
  expect(untagged.rows[0]?.text).toBe(query)
  expect(tagged.rows[0]?.text).toMatch(comment)
})

test('the text of a submittable has the comment after it was passed to pg', async () => {
  const client = await app.client()
  const query = client.query(new pg.Query('select 1'))
  await once(query, 'end')
  const cursor = client.query(new Cursor('select 1'))
  await cursor.close()
  const copy = client.query(copyTo('copy courses to stdout'))
  await copy.resume().toArray()
  const texts = [query, cursor, copy] as unknown as { text: string }[]
  for (const { text } of texts) expect(text).toMatch(comment)
})

test('code below a traced Kysely receives the comment, a wrapper around pg does not', async () => {
  const seen: unknown[] = []
  const pool = plain.plainPool()
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown
    client.query = ((...args: unknown[]) => (seen.push(args[0]), query(...args))) as never
  })
  await app
    .kysely({ pool: app.wrap(pool) })
    .selectNoFrom((e) => e.lit(1).as('n'))
    .execute()
  await pool.query('select 2')
  expect(seen).toEqual([expect.stringMatching(comment), 'select 2'])
})

test("Kysely's log has the comment, compiled queries never", async () => {
  const events: LogEvent[] = []
  const db = app.kysely({ log: (event) => void events.push(event) })
  const compiled = db.selectFrom('courses').selectAll().compile()
  await db.executeQuery(compiled)
  expect(events[0]?.query.sql).toMatch(comment)
  expect(compiled.sql).not.toMatch(comment)
})

test("callbacks and events run in the caller's async context, not in that of the connecting code", async () => {
  const contextsOf = async (stage: Stage) => {
    const client = await store.run('who connected', () => stage.client())
    const query = new pg.Query('select 1')
    const seen: unknown[] = []
    query.on('row', () => seen.push(store.getStore()))
    await store.run('caller', async () => {
      client.query(query)
      await new Promise((done) => client.query('select 1', () => done(seen.push(store.getStore()))))
    })
    return seen
  }
  expect(await contextsOf(plain)).toEqual(['who connected', 'who connected'])
  expect(await contextsOf(app)).toEqual(['caller', 'caller'])
})

test('clients and pools have own methods, which later patches of the prototype do not affect', async () => {
  const client = await app.client()
  const { query } = pg.Client.prototype
  try {
    pg.Client.prototype.query = (() => 'patched') as never
    expect((await client.query('select 1 as a')).rows).toEqual([{ a: 1 }])
  } finally {
    pg.Client.prototype.query = query
  }
  expect(Object.hasOwn(client, 'query')).toBe(true)
  expect(client.query.toString()).not.toBe(query.toString())
  expect([client.query.name, client.query.length]).toEqual([query.name, query.length])
  expect(Object.keys(client)).not.toContain('query')
})

test("a pool's Client is a different object than the class, with the same instances", () => {
  const { Client } = app.pool() as unknown as { Client: typeof pg.Client }
  expect(Client).not.toBe(pg.Client)
  expect(Client.prototype).toBe(pg.Client.prototype)
})

test("Kysely's executor is ours, and Kysely itself is a different instance", () => {
  const db = plain.plainKysely()
  const twin = traced(db)
  expect(twin).not.toBe(db)
  expect(twin.getExecutor().constructor).not.toBe(db.getExecutor().constructor)
  expect(twin.getExecutor().adapter).toBe(db.getExecutor().adapter)
})

test('a subclass of Kysely is traced in place: there is no untraced original beside it', () => {
  class AppDatabase extends Kysely<object> {}
  const db = new AppDatabase({ dialect: new PostgresDialect({ pool: plain.plainPool() }) })
  expect(traced(db)).toBe(db)
})

test('a promise of pg settles one microtask later', async () => {
  const microtasks = async (stage: Stage) => {
    const client = stage.unconnected()
    await client.connect()
    await client.end()
    let settled = false
    client.query('select 1').catch(() => (settled = true))
    await new Promise((resolve) => process.nextTick(resolve))
    for (let count = 0; ; count++) {
      if (settled) return count
      await Promise.resolve()
    }
  }
  expect((await microtasks(app)) - (await microtasks(plain))).toBe(1)
})

test('a stack has our frames between those of the app, so the limit truncates it earlier', async () => {
  const depth = async (stage: Stage) => {
    const db = stage.kysely()
    await sql`select 1`.execute(db)
    await db.destroy()
    const query = async function ofTheApp() {
      await sql`select 1`.execute(db)
    }
    const { stack = '' } = (await query().catch((error: Error) => error as Error)) ?? {}
    return stack.split('\n').findIndex((line) => line.includes('ofTheApp'))
  }
  expect(await depth(plain)).toBeGreaterThan(0)
  expect((await depth(app)) - (await depth(plain))).toBe(3)
})

test('a named statement keeps the comment of the line that prepared it on a connection', async () => {
  const client = await app.client()
  const ask = async () =>
    (await client.query({ name: 'asked', text: 'select current_query() as a', values: [] })).rows[0]
  const first = await ask()
  expect(await ask()).toEqual(first)
  expect(first.a).toMatch(/prepared_at='/)
})

test('a config object stays unchanged, although old versions of pg write a callback into it', async () => {
  const config = { text: 'select 1 as a' }
  await app.pool().query(config)
  expect(config).toEqual({ text: 'select 1 as a' })
})
