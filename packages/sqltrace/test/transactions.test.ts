import { Kysely, PostgresDialect } from 'kysely'
import type { PoolClient } from 'pg'
import { Pool } from 'pg'
import { traced } from 'sqltrace'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { useDatabase } from './support/database.js'
import { here } from './support/here.js'

const database = useDatabase()
let pool: Pool
let client: PoolClient

beforeAll(() => {
  pool = traced(new Pool({ connectionString: database.url, max: 2 }))
  pool.on('error', () => {})
})
afterAll(() => pool.end())
beforeEach(async () => {
  client = await pool.connect()
})
afterEach(() => client.release(true))

/** The tag `transaction` of each statement that the server received. */
async function openers(fn: () => unknown): Promise<(string | undefined)[]> {
  const sent = await database.sent(fn)
  return sent.map((text) => /transaction='([^']+)'/.exec(text)?.[1])
}

test.for([
  'BEGIN',
  'begin transaction isolation level serializable',
  'START TRANSACTION READ ONLY',
  '/* mine */ begin',
  'BEGIN; select 0',
])('after %s, statements have its line until COMMIT', async (begin) => {
  const line = here(2)
  const found = await openers(async () => {
    await client.query(begin)
    await client.query('select 1')
    await client.query({ text: 'select $1::int', values: [2] })
    await client.query('COMMIT')
    await client.query('select 3')
  })
  expect(found).toEqual([undefined, line, line, undefined, undefined])
})

test.for(['ROLLBACK', 'abort', 'END', 'commit work'])('%s ends it', async (end) => {
  const found = await openers(async () => {
    await client.query('BEGIN')
    await client.query(end)
    await client.query('select 1')
  })
  expect(found).toEqual([undefined, undefined, undefined])
})

test('savepoints keep the transaction', async () => {
  const line = here(2)
  const found = await openers(async () => {
    await client.query('BEGIN')
    await client.query('savepoint a')
    await client.query('select 1')
    await client.query('rollback to savepoint a')
    await client.query('select 2')
    await client.query('release savepoint a')
    await client.query('select 3')
    await client.query('ROLLBACK')
  })
  expect(found.filter(Boolean)).toEqual([line, line, line])
})

test('statements that wait in the client’s queue are distinguished', async () => {
  const line = here(2)
  const found = await openers(async () => {
    const begun = client.query('BEGIN')
    const inside = client.query('select 1')
    const ended = client.query('COMMIT')
    await client.query('select 2')
    await Promise.all([begun, inside, ended])
  })
  expect(found).toEqual([undefined, line, undefined, undefined])
})

test('the opening line is left out if it is the statement’s own', async () => {
  const run = (sql: string) => client.query(sql)
  const found = await openers(async () => {
    await run('BEGIN')
    await run('select 1')
    await run('COMMIT')
  })
  expect(found).toEqual([undefined, undefined, undefined])
})

test('a BEGIN that fails opens nothing', async () => {
  const found = await openers(async () => {
    await client.query('BEGIN nonsense').catch(() => {})
    await client.query('select 1')
  })
  expect(found.at(-1)).toBeUndefined()
})

test('after an error the transaction stays open until ROLLBACK, as on the server', async () => {
  const line = here(2)
  const found = await openers(async () => {
    await client.query('BEGIN')
    await client.query('select nope').catch(() => {})
    await client.query('savepoint x').catch(() => {})
    await client.query('select 1').catch(() => {})
    await client.query('ROLLBACK')
    await client.query('select 2')
  })
  expect(found).toEqual([undefined, line, undefined, line, undefined, undefined])
})

test('a client from the pool has no transaction of its previous user', async () => {
  const one = traced(new Pool({ connectionString: database.url, max: 1 }))
  const found = await openers(async () => {
    const first = await one.connect()
    await first.query('BEGIN')
    first.release()
    await one.query('select 1')
  })
  await one.end()
  expect(found).toEqual([undefined, undefined])
})

test('a lost connection ends its transaction', async () => {
  const one = traced(new Pool({ connectionString: database.url, max: 1 }))
  one.on('error', () => {})
  const found = await openers(async () => {
    const first = await one.connect()
    first.on('error', () => {})
    await first.query('BEGIN')
    await first.query('select pg_terminate_backend(pg_backend_pid())').catch(() => {})
    first.release(true)
    await one.query('select 1')
  })
  await one.end()
  expect(found.at(-1)).toBeUndefined()
})

test('every statement in Kysely’s three kinds of transactions has the opening line', async () => {
  const db = traced(new Kysely<{ t: { id: number } }>({ dialect: new PostgresDialect({ pool }) }))
  const lines: string[] = []
  const found = await openers(async () => {
    lines.push(here(1))
    await db.transaction().execute(async (trx) => {
      await trx.selectNoFrom((e) => e.lit(1).as('one')).execute()
    })
    lines.push(here(1))
    const controlled = await db.startTransaction().execute()
    await controlled.selectNoFrom((e) => e.lit(2).as('two')).execute()
    await controlled.commit().execute()
    await db.connection().execute(async (one) => {
      lines.push(here(1))
      await one.transaction().execute(async (trx) => {
        await trx.selectNoFrom((e) => e.lit(3).as('three')).execute()
      })
      await one.selectNoFrom((e) => e.lit(4).as('four')).execute()
    })
  })
  expect(found.filter(Boolean)).toEqual(lines)
})
