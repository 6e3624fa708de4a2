import pg from 'pg'
import type { Pool } from 'pg'
import { describe, expect, test } from 'vitest'
import { traced } from '../../src/index.js'
import { useDatabase } from '../support/database.js'

const database = useDatabase()
const open = (config: pg.PoolConfig = {}) =>
  new pg.Pool({ connectionString: database.url, max: 1, ...config })

type Method = (...args: unknown[]) => unknown
const methodOf = (target: object, key: PropertyKey) => Reflect.get(target, key) as Method

/** Common kinds of Proxies around a pool or client. */
const proxies: Record<string, <T extends object>(target: T) => T> = {
  'that forwards everything': (target) => new Proxy(target, {}),
  'that looks its methods up late': (target) =>
    new Proxy(target, {
      get: (inner, key, receiver) =>
        key === 'query'
          ? (...args: unknown[]) => methodOf(inner, key).apply(inner, args)
          : Reflect.get(inner, key, receiver),
    }),
  'that binds all methods': (target) =>
    new Proxy(target, {
      get: (inner, key) => {
        const value: unknown = Reflect.get(inner, key)
        return typeof value === 'function' ? value.bind(inner) : value
      },
    }),
  'whose methods are read-only getters': (target) =>
    Object.defineProperty(target, 'query', {
      get: () => methodOf(Object.getPrototypeOf(target), 'query').bind(target),
    }),
}

async function uses(pool: Pool) {
  const client = await pool.connect()
  const rows = [await pool.query('select 1 as n'), await client.query('select $1::int as n', [2])]
  client.release()
  return rows.map((result) => result.rows)
}

describe.each(Object.entries(proxies))('a pool behind a Proxy %s', (_, wrap) => {
  const orders: [string, () => Pool][] = [
    ['traced', () => traced(wrap(open({ max: 2 })))],
    ['around a traced pool', () => wrap(traced(open({ max: 2 })))],
    ['traced twice', () => traced(wrap(traced(open({ max: 2 }))))],
  ]

  test.each(orders)('works like an untraced one: %s', async (_order, make) => {
    const pool = make()
    const sent = await database.sent(async () => {
      expect(await uses(pool)).toEqual([[{ n: 1 }], [{ n: 2 }]])
    })
    await pool.end()
    expect(sent.map((text) => text.replace(/ \/\*file='[^*]*'\*\//, ''))).toEqual([
      'select 1 as n',
      'select $1::int as n',
    ])
  })
})

test.each(Object.entries(proxies))(
  'a client behind a Proxy %s works like an untraced one',
  async (_, wrap) => {
    const client = traced(wrap(new pg.Client(database.url)))
    await client.connect()
    expect((await client.query('select 1 as n')).rows).toEqual([{ n: 1 }])
    await client.end()
  },
)

test('a pool whose client class is a bound function is traced', async () => {
  const pool = traced(open({ Client: pg.Client.bind(null) as never }))
  const sent = await database.sent(() => pool.query('select 1'))
  await pool.end()
  expect(sent[0]).toMatch(/file='/)
})
