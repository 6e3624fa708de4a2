import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import Cursor from 'pg-cursor'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { traced } from '../../src/index.js'
import { recordFaults } from '../contract/harness/record-faults.js'
import { recordProcess } from '../contract/harness/record-process.js'
import { recordSpans } from '../contract/harness/record-spans.js'
import type { Wrap } from '../contract/harness/stage.js'
import { startShop } from '../contract/harness/start-shop.js'
import type { ShopServer } from '../contract/harness/start-shop.js'
import { until } from '../contract/harness/until.js'
import { startCuttingProxy } from './cutting-proxy.js'
import type { CuttingProxy } from './cutting-proxy.js'

const spans = recordSpans()
const faults = recordFaults()
let shop: ShopServer
let proxy: CuttingProxy

beforeAll(async () => {
  shop = await startShop()
  proxy = await startCuttingProxy(shop.server.port)
})

afterAll(async () => {
  proxy.close()
  await shop.stop()
})

type Use = (pool: pg.Pool, wrap: Wrap) => Promise<unknown>

const kysely = (pool: pg.Pool, wrap: Wrap) =>
  wrap(new Kysely<object>({ dialect: new PostgresDialect({ pool, cursor: Cursor }) }))

const uses: Readonly<Record<string, Use>> = {
  'a query': (pool) => pool.query('select $1::int as a', [1]),
  'a transaction of Kysely': (pool, wrap) =>
    kysely(pool, wrap)
      .transaction()
      .execute((trx) => sql`select 1 as a`.execute(trx)),
  'a cursor': async (pool) => {
    const client = await pool.connect()
    const cursor = client.query(new Cursor('select n from generate_series(1, 3) n'))
    try {
      // A cursor doesn't learn that its connection is lost.
      return await Promise.race([cursor.read(5), once(client, 'end')])
    } finally {
      client.release(true)
    }
  },
}

/** How three uses of a pool end if its first connection is cut off. */
async function cutOff(use: Use, message: number, wrap: Wrap) {
  const recorded = recordProcess()
  const pool = wrap(new pg.Pool({ host: '127.0.0.1', port: proxy.port, user: 'postgres', max: 1 }))
  pool.on('error', () => {})
  proxy.cutAt(message)
  const statuses: string[] = []
  for (const run of [use, use, use]) {
    const [{ status }] = await Promise.allSettled([run(pool, wrap)])
    statuses.push(status)
  }
  const counts = [pool.totalCount, pool.idleCount, pool.waitingCount]
  await pool.end()
  recorded.stop()
  return { statuses, counts, crashed: recorded.read().crashes.length > 0 }
}

/** A server's third to thirteenth messages are its parameters, all of the same kind. */
const nextMessage = (message: number) => (message === 2 ? 14 : message + 1)

test.each(Object.entries(uses))('%s is reset at each message', async (_name, use) => {
  let message = 1
  for (let first: string | undefined; first !== 'fulfilled'; message = nextMessage(message)) {
    const plain = await cutOff(use, message, (target) => target)
    spans.take()
    expect({ message, ...(await cutOff(use, message, traced)) }).toEqual({ message, ...plain })
    expect(spans.take().open).toBe(0)
    first = plain.statuses[0]
  }
  expect(message).toBeGreaterThan(18)
  expect(faults.take()).toEqual([])
})

/** The sessions of a killed server may outlive it for a moment and prevent a restart. */
async function restarted(attempts = 50): Promise<void> {
  try {
    await shop.server.restart()
  } catch (error) {
    if (attempts === 0) throw error
    await sleep(100)
    await restarted(attempts - 1)
  }
}

test('a server that is killed and restarted is used again, without leaks', async () => {
  const outlive = async (wrap: Wrap) => {
    const recorded = recordProcess()
    const pool = wrap(new pg.Pool({ connectionString: shop.url, max: 2 }))
    // Whether an idle client or the next query notices first is random.
    pool.on('error', () => {})
    await pool.query('select 1')
    const busy = ['select pg_sleep(20)', 'select 1'].map((text) => pool.query(text))
    await until(() => pool.totalCount === 2)
    await busy[1]
    await shop.server.kill()
    const [{ status }] = await Promise.allSettled([busy[0]])
    const [whileDown] = await Promise.allSettled([pool.query('select 2')])
    await restarted()
    const { rows } = await pool.query('select 3 as a')
    const counts = [pool.totalCount, pool.idleCount, pool.waitingCount]
    await pool.end()
    recorded.stop()
    return { status, whileDown: whileDown.status, rows, counts }
  }
  const plain = await outlive((target) => target)
  spans.take()
  expect(await outlive(traced)).toEqual(plain)
  expect(plain).toMatchObject({ status: 'rejected', whileDown: 'rejected', rows: [{ a: 3 }] })
  expect(spans.take().open).toBe(0)
  expect(faults.take()).toEqual([])
})
