import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { SpanStatusCode } from '@opentelemetry/api'
import { CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { PoolClient } from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import Cursor from 'pg-cursor'
import QueryStream from 'pg-query-stream'
import { traced } from 'sqltrace'
import type { QueryRecord } from 'sqltrace'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { useDatabase } from './support/database.js'
import { useSpans } from './support/spans.js'

const database = useDatabase()
const spans = useSpans()
const numbers = 'select n from generate_series(1, 250) as n'
let pool: pg.Pool
let client: PoolClient
let db: Kysely<{ numbers: { n: number } }>
let records: QueryRecord[] = []
const keep = (message: unknown) => records.push(message as QueryRecord)

beforeAll(async () => {
  pool = traced(new pg.Pool({ connectionString: database.url }))
  db = traced(new Kysely({ dialect: new PostgresDialect({ pool, cursor: Cursor }) }))
  client = await pool.connect()
  await client.query(`create view numbers as ${numbers}`)
})
beforeEach(() => {
  records = []
  subscribe('sqltrace:query', keep)
})
afterEach(() => unsubscribe('sqltrace:query', keep))
afterAll(async () => {
  client.release()
  await db.destroy()
})

const query = (text: string, ...rest: unknown[]) =>
  client.query(new pg.Query(text, ...(rest as [])) as never) as unknown as pg.Query
const ended = (emitter: unknown) => once(emitter as NodeJS.EventEmitter, 'end')

async function readAll(stream: AsyncIterable<unknown>) {
  for await (const _ of stream);
}

const cases: readonly [string, number | undefined, () => unknown][] = [
  [
    'a Query with listeners',
    250,
    () => {
      const submitted = query(numbers)
      submitted.on('row', () => {})
      return ended(submitted)
    },
  ],
  [
    'a Query with a callback',
    250,
    () => new Promise((resolve) => client.query(new pg.Query(numbers, resolve) as never)),
  ],
  ['a Query with values', 3, () => ended(query('select generate_series(1, $1::int)', [3]))],
  ['a Query without rows', 0, () => ended(query('select 1 where false'))],
  [
    'a Query that reads in batches',
    250,
    () => ended(client.query(new pg.Query({ text: numbers, rows: 100 } as never) as never)),
  ],
  ['a Query that returns no rows', undefined, () => ended(query('set statement_timeout = 0'))],
  ['a Query of several statements', 252, () => ended(query(`${numbers}; select 1 union select 2`))],
  [
    'a command that returns rows without counting them',
    1,
    () => ended(query('show statement_timeout')),
  ],
  [
    'a cursor over all its reads',
    5,
    async () => {
      const cursor = client.query(new Cursor(numbers))
      await cursor.read(2)
      await cursor.read(3)
      await cursor.close()
    },
  ],
  [
    'a cursor that is read to its end',
    250,
    async () => {
      const cursor = client.query(new Cursor(numbers))
      while ((await cursor.read(100)).length > 0);
    },
  ],
  ['a cursor that is never read', 0, () => client.query(new Cursor(numbers)).close()],
  ['a query stream', 250, () => readAll(client.query(new QueryStream(numbers)))],
  [
    'a query stream in batches',
    250,
    () => readAll(client.query(new QueryStream(numbers, [], { batchSize: 7 }))),
  ],
  ['Kysely’s stream', 250, () => readAll(db.selectFrom('numbers').selectAll().stream(20))],
  ['Kysely’s execute', 250, () => db.selectFrom('numbers').selectAll().execute()],
  ['a text of several statements', 252, () => pool.query(`${numbers}; select 1 union select 2`)],
  ['several statements, one with rows', 1, () => pool.query('set timezone = utc; select 1')],
  ['several statements without rows', undefined, () => pool.query('begin; commit')],
  [
    'several statements with Kysely, which drops the rows',
    undefined,
    () => sql.raw('select 1; select 2').execute(db),
  ],
  ['a semicolon at the end', 0, () => db.executeQuery(CompiledQuery.raw('select 1 where false; '))],
  ['COPY', undefined, () => readAll(client.query(copyTo('copy (select 1) to stdout')) as never)],
]

test.each(cases)('%s counts its rows: %j', async (_name, rows, run) => {
  const [span] = await spans.during(run)
  expect(records).toHaveLength(1)
  expect(records[0]?.rows).toBe(rows)
  expect(span?.attributes['db.response.returned_rows']).toBe(rows)
  expect(span?.status.code).toBe(SpanStatusCode.UNSET)
})

test('the rows of several statements are measured together', async () => {
  await pool.query("select 'four' as a; select 'five!' as b")
  expect(records[0]?.bytes).toBe(9)
})

test('a row that cannot be parsed ends the statement as an error', async () => {
  const types = {
    getTypeParser: () => () => {
      throw new TypeError('of the app')
    },
  }
  const [span] = await spans.during(() =>
    ended(query({ text: 'select 1', types } as never)).catch(() => {}),
  )
  expect(span?.status.code).toBe(SpanStatusCode.ERROR)
  expect(span?.attributes['error.type']).toBe('TypeError')
})

/** Looks like a server error, but belongs to another statement. */
const reason = Object.assign(new Error('of the consumer'), { code: '23505', position: '30' })

const broken: readonly [string, () => Promise<unknown>][] = [
  [
    'throw() of an iterator of Kysely',
    async () => {
      const compiled = db.selectFrom('numbers').selectAll().compile()
      const iterator = db.getExecutor().stream(compiled, 5)
      await iterator.next()
      return iterator.throw?.(reason)
    },
  ],
  [
    'throw() of an iterator of a connection',
    () =>
      db.getExecutor().provideConnection(async (connection) => {
        const iterator = connection.streamQuery(db.selectFrom('numbers').selectAll().compile(), 5)
        await iterator.next()
        return iterator.throw?.(reason)
      }),
  ],
  [
    'destroy() of a query stream',
    async () => {
      const stream = client.query(new QueryStream(numbers))
      await once(stream, 'readable')
      stream.destroy(reason)
      return once(stream, 'close')
    },
  ],
  [
    'a pipeline that fails',
    () =>
      pipeline(
        client.query(new QueryStream(numbers)),
        new Writable({ objectMode: true, write: (_row, _encoding, done) => done(reason) }),
      ),
  ],
]

test.each(broken)("%s ends the statement with the consumer's error", async (_name, run) => {
  const [span] = await spans.during(async () => {
    await expect(run()).rejects.toBe(reason)
    await client.query('select 1')
  })
  expect(span?.status.code).toBe(SpanStatusCode.ERROR)
  expect(span?.attributes['error.type']).toBe('23505')
  expect(span?.attributes).not.toHaveProperty('db.response.status_code')
  expect(records[0]?.error).toBe(reason)
  expect(reason.position).toBe('30')
})

const left: readonly [string, AsyncIterable<unknown> | (() => AsyncIterable<unknown>)][] = [
  ['Kysely’s stream', () => db.selectFrom('numbers').selectAll().stream(5)],
  ['a query stream', () => client.query(new QueryStream(numbers))],
]

test.each(left)('leaving a loop over %s by throwing looks like break', async (_name, open) => {
  const loop = async () => {
    for await (const _ of (open as () => AsyncIterable<unknown>)()) throw reason
  }
  const [span] = await spans.during(async () => {
    await expect(loop()).rejects.toBe(reason)
    await client.query('select 1')
  })
  expect(span?.status.code).toBe(SpanStatusCode.UNSET)
})

test("COPY that its consumer destroys ends with the server's result", async () => {
  const stream = client.query(copyFrom('copy pg_temp.nowhere from stdin'))
  const [span] = await spans.during(() => once(stream, 'error'))
  expect(span?.attributes['db.response.status_code']).toBe('3F000')
})
