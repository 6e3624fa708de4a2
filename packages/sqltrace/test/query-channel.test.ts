import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { Pool } from 'pg'
import { traced, withTags } from 'sqltrace'
import type { QueryRecord } from 'sqltrace'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { useDatabase } from './support/database.js'

const database = useDatabase()
let pool: Pool
let records: QueryRecord[] = []
const keep = (message: unknown) => records.push(message as QueryRecord)

beforeAll(() => {
  pool = traced(new Pool({ connectionString: database.url }))
})
afterAll(() => pool.end())
beforeEach(() => {
  records = []
  subscribe('sqltrace:query', keep)
})
afterEach(() => unsubscribe('sqltrace:query', keep))

test('a finished statement is published with what it was and how it went', async () => {
  const before = Date.now()
  await withTags({ job: 'report' }, () => pool.query("select 'müde' as mood, 7 as n"))
  const [record] = records
  expect(record).toMatchObject({
    sql: "select 'müde' as mood, 7 as n",
    tags: { job: 'report', file: expect.stringMatching(/query-channel\.test\.ts:\d+$/) },
    operation: 'SELECT',
    rows: 1,
    request: undefined,
    bytes: 6,
  })
  expect(record?.startTime).toBeGreaterThanOrEqual(before - 5)
  expect(record?.duration).toBeGreaterThanOrEqual(record?.poolWait ?? Infinity)
  expect(record?.error).toBeUndefined()
})

test('an error is published as it was thrown', async () => {
  const thrown: unknown = await pool.query('select nope').catch((error: unknown) => error)
  expect(records[0]?.error).toBe(thrown)
})

test('equal parameters have equal hashes, and no value can be read from them', async () => {
  for (const value of ['a', 'a', 'b', 1, '1', null, 10n])
    await pool.query('select $1::text', [value])
  const [first, second, ...others] = records.map(({ parametersHash }) => parametersHash)
  expect(second).toBe(first)
  expect(new Set([first, ...others]).size).toBe(6)
})

test('a subscriber that throws breaks no query', async () => {
  const throwing = () => {
    throw new Error('of the subscriber')
  }
  const uncaught: unknown[] = []
  const listeners = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  process.on('uncaughtException', (error) => uncaught.push(error.message))
  subscribe('sqltrace:query', throwing)
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  await new Promise((resolve) => setImmediate(resolve))
  unsubscribe('sqltrace:query', throwing)
  process.removeAllListeners('uncaughtException')
  for (const listener of listeners) process.on('uncaughtException', listener)
  expect(uncaught).toEqual(['of the subscriber'])
})
