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

test('a finished statement is published with its facts and its outcome', async () => {
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

test('an error is published unchanged', async () => {
  const thrown: unknown = await pool.query('select nope').catch((error: unknown) => error)
  expect(records[0]?.error).toBe(thrown)
})

test('equal parameters have equal hashes, which contain no values', async () => {
  for (const value of ['a', 'a', 'b', 1, '1', null, 10n])
    await pool.query('select $1::text', [value])
  const [first, second, ...others] = records.map(({ parametersHash }) => parametersHash)
  expect(second).toBe(first)
  expect(new Set([first, ...others]).size).toBe(6)
})

/** The errors that Node.js reports with `event` while `fn` runs, without crashing the process. */
async function reported(event: 'uncaughtException' | 'unhandledRejection', fn: () => unknown) {
  const messages: unknown[] = []
  const listeners = process.listeners(event as 'uncaughtException')
  process.removeAllListeners(event)
  process.on(event, ({ message }: Error) => messages.push(message))
  await fn()
  await new Promise((resolve) => setImmediate(resolve))
  process.removeAllListeners(event)
  for (const listener of listeners) process.on(event, listener)
  return messages
}

const throwing = () => {
  throw new Error('of the subscriber')
}

test.each([
  ['uncaughtException', 'throws', throwing],
  ['unhandledRejection', 'rejects', async () => throwing()],
] as const)(
  'Node.js reports %s if a subscriber %s; no query breaks',
  async (event, _, subscriber) => {
    subscribe('sqltrace:query', subscriber)
    const messages = await reported(event, async () => {
      expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
      unsubscribe('sqltrace:query', subscriber)
    })
    expect(messages).toEqual(['of the subscriber'])
    expect(records).toHaveLength(1)
  },
)
