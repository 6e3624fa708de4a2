import { freePort } from '@sqltrace/testing'
import pg from 'pg'
import type { Client, Pool, PoolConfig } from 'pg'
import QueryStream from 'pg-query-stream'
import { expect, test } from 'vitest'
import { traced } from '../../src/index.js'
import { useDatabase } from '../support/database.js'
import { here } from '../support/here.js'
import { useSpans } from '../support/spans.js'

const database = useDatabase()
const spans = useSpans()
const open = (config: PoolConfig = {}, Class = pg.Pool) =>
  new Class({ connectionString: database.url, max: 1, ...config })
const tagOf = (line: string) => `/*file='${line}'*/`

/** What the server receives while `use` runs with the pool or client. */
async function sentBy<T extends Pool | Client>(pool: T, use: (pool: T) => unknown) {
  const sent = await database.sent(() => use(pool))
  await pool.end()
  return sent
}

type Failing = [string, (pool: Pool) => unknown]

const failing: Failing[] = [
  ['cannot connect', () => {}],
  ['was ended', (pool) => pool.end()],
]

/** A separate client that an app uses if its pool fails. */
async function standby() {
  const client = traced(new pg.Client({ connectionString: database.url }))
  await client.connect()
  return client
}

test.each(failing)(
  'the callback of a pool that %s can send its own statement',
  async (_, prepare) => {
    const broken = traced(open({ connectionString: `postgres://127.0.0.1:${await freePort()}` }))
    await prepare(broken)
    const client = await standby()
    let line = ''
    const sent = await sentBy(client, () => {
      return new Promise((resolve) =>
        broken.query("select 'orders'", () => {
          line = here(1)
          client.query("select 'spool'", resolve)
        }),
      )
    })
    expect(sent).toEqual([`select 'spool' ${tagOf(line)}`])
  },
)

test('the callback of an exhausted pool can send its own statement', async () => {
  const pool = traced(open({ connectionTimeoutMillis: 50 }))
  const held = await pool.connect()
  const client = await standby()
  const sent = await sentBy(client, () => {
    return new Promise((resolve) =>
      pool.query("select 'orders'", () => client.query("select 'spool'", resolve)),
    )
  })
  held.release()
  await pool.end()
  expect(sent).toEqual([expect.stringMatching(/^select 'spool' /)])
})

test("a statement that could not be sent has a span with the app's text", async () => {
  const broken = traced(open({ connectionString: `postgres://127.0.0.1:${await freePort()}` }))
  const ended = await spans.during(() =>
    broken.query('select $1::text', ['orders']).catch(() => {}),
  )
  expect(ended.map((span) => span.attributes['db.query.text'])).toEqual(['select $1::text'])
})

test("a client's first statement has the app's line, and later ones too", async () => {
  const pool = open()
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown
    client.query = ((...args: unknown[]) => {
      query("select set_config('app.tenant', '7', false)")
      return query(...args)
    }) as typeof client.query
  })
  let line = ''
  const sent = await sentBy(traced(pool), async (app) => {
    line = here(1)
    await app.query('select 1')
  })
  expect(sent).toEqual([
    `select set_config('app.tenant', '7', false) ${tagOf(line)}`,
    `select 1 ${tagOf(line)}`,
  ])
})

class Retrying extends pg.Pool {
  override async query(...args: unknown[]): Promise<never> {
    await Promise.resolve()
    const send = () => super.query(...(args as [string])) as Promise<never>
    return send().catch(send)
  }
}

test("a statement that a pool retries has the app's line", async () => {
  let line = ''
  const sent = await sentBy(traced(open({}, Retrying)), async (app) => {
    line = here(1)
    await app.query('select nothing').catch(() => {})
  })
  expect(sent).toEqual(Array(2).fill(`select nothing ${tagOf(line)}`))
})

class Keeping extends pg.Pool {
  kept: pg.PoolClient | undefined
  override async query(text: unknown): Promise<never> {
    this.kept ??= await this.connect()
    return this.kept.query(`select * from (${text}) one`) as Promise<never>
  }
}

test('a client that a pool keeps to itself has the line of each call', async () => {
  const pool = traced(open({}, Keeping)) as Keeping
  const lines: string[] = []
  const sent = await sentBy(pool, async () => {
    lines.push(here(1))
    await pool.query('select 1')
    lines.push(here(1))
    await pool.kept?.query('select 2')
    pool.kept?.release()
  })
  expect(sent[1]).toBe(`select 2 ${tagOf(lines[1]!)}`)
  expect(sent[0]).toMatch(/^select \* from \(select 1\) one \/\*file='[^']+'\*\/$/)
})

class Routing extends pg.Pool {
  readonly reader = traced(open())
  override query(...args: unknown[]): never {
    return this.reader.query(...(args as [string])) as never
  }
  override async end(): Promise<never> {
    await this.reader.end()
    return super.end() as never
  }
}

test("a pool that delegates to another pool has one span and the app's line", async () => {
  let line = ''
  let ended: unknown[] = []
  const sent = await sentBy(traced(open({}, Routing)), async (app) => {
    ended = await spans.during(() => {
      line = here(1)
      return app.query('select 1')
    })
  })
  expect(sent).toEqual([`select 1 ${tagOf(line)}`])
  expect(ended).toHaveLength(1)
})

test("the pool's log function may send statements", async () => {
  const audit = traced(open())
  const log = (message: string) => message === 'dispatching query' && audit.query('select 2')
  const sent = await sentBy(traced(open({ log } as PoolConfig)), async (app) => {
    await app.query('select 1')
    await audit.query('select 3')
  })
  await audit.end()
  expect(sent.map((text) => text.slice(0, 8)).toSorted()).toEqual([
    'select 1',
    'select 2',
    'select 3',
  ])
})

test('we add no listeners to a pool', async () => {
  const plain = open()
  const pool = traced(open())
  await pool.query('select 1')
  expect(pool.eventNames()).toEqual(plain.eventNames())
  pool.removeAllListeners()
  const sent = await sentBy(pool, async () => {
    await pool.query('begin')
    await pool.query('select 1')
  })
  await plain.end()
  expect(sent[1]).not.toContain('transaction=')
})

class Counting extends pg.Client {
  asked = 0
  override query(...args: unknown[]): any {
    this.asked++
    return super.query(...(args as [string]))
  }
}

test("a stream through a client of another class has the app's line", async () => {
  const client = traced(new Counting({ connectionString: database.url }))
  await client.connect()
  let line = ''
  const sent = await sentBy(client, () => {
    line = here(1)
    return client.query(new QueryStream('select 1 as n')).toArray()
  })
  expect(client.asked).toBe(1)
  expect(sent).toEqual([`select 1 as n ${tagOf(line)}`])
})
