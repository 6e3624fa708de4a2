import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Postgres } from './postgres/postgres.js'
import { startPostgres } from './postgres/start-postgres.js'
import { statements } from './statements.js'

let server: Postgres
let client: Client

beforeAll(async () => {
  server = await startPostgres({ settings: { log_min_duration_statement: '0' } })
  client = new Client({ connectionString: server.url })
  await client.connect()
})

afterAll(async () => {
  await client.end()
  await server.stop()
})

const logged = () => statements(() => server.readLog())

test('reads simple, unnamed and named statements in order', async () => {
  await client.query('select 1 as simple')
  await client.query('select $1::int as unnamed', [2])
  await client.query({ name: 'report', text: 'select $1::int as named', values: [3] })
  expect((await logged()).slice(-3)).toEqual([
    { text: 'select 1 as simple' },
    { text: 'select $1::int as unnamed', name: '<unnamed>' },
    { text: 'select $1::int as named', name: 'report' },
  ])
})

test('keeps the lines of a statement', async () => {
  const text = `select 'a: b',\n\t2\n\n  /*file='a.ts:1'*/`
  await client.query(text)
  expect((await logged()).at(-1)).toEqual({ text })
})

test('reads the format of log_statement too, and no errors', async () => {
  await client.query('set log_min_duration_statement = -1')
  await client.query(`set log_statement = 'all'`)
  await client.query('select $1::text as a', ['LOG:  statement: not one']).catch(() => {})
  await client.query('select oops').catch(() => {})
  expect((await logged()).slice(-2).map(({ text }) => text)).toEqual([
    'select $1::text as a',
    'select oops',
  ])
})
