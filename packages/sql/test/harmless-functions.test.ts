import { type Postgres, startPostgres } from '@sqltrace/testing'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isPlainRead } from '../src/index.js'
import { harmlessFunctions } from '../src/plain-read/harmless-functions.js'

let server: Postgres
let client: Client

beforeAll(async () => {
  server = await startPostgres()
  client = new Client({ connectionString: server.url })
  await client.connect()
})

afterAll(async () => {
  await client.end()
  await server.stop()
})

/** Volatile, but without side effects. */
const other = `array_sample array_shuffle clock_timestamp gen_random_uuid random random_normal timeofday uuidv4 uuidv7`

test('PostgreSQL declares none of the harmless functions volatile', async () => {
  const { rows } = await client.query({
    text: `select distinct proname from pg_proc where provolatile = 'v' and proname = any($1)`,
    values: [[...harmlessFunctions]],
  })
  const volatile = rows.map(({ proname }) => proname as string)
  expect(volatile.filter((name) => !other.split(' ').includes(name))).toEqual([])
  expect(harmlessFunctions.size).toBeGreaterThan(300)
})

test('no function that PostgreSQL forbids on a standby or declares volatile counts as a read', async () => {
  const { rows } = await client.query(
    `select proname from pg_proc where provolatile = 'v' or proname ~ '^(?:lo_|pg_|txid_)'`,
  )
  const taken = rows.filter(({ proname }) => isPlainRead(`select ${proname}(1) from t`))
  const names = taken.map(({ proname }) => proname as string)
  expect(names.filter((name) => !`${other} pg_typeof`.split(' ').includes(name))).toEqual([])
})

test('a word that we treat as a keyword before a parenthesis cannot be called as a function', async () => {
  const { rows } = await client.query(`select word, catcode from pg_get_keywords()`)
  const callable = rows.filter(
    ({ word, catcode }) => 'UT'.includes(catcode) && isPlainRead(`select ${word}(1) from t`),
  )
  const names = callable.map(({ word }) => word as string)
  expect(names.filter((name) => !harmlessFunctions.has(name))).toEqual([])
})
