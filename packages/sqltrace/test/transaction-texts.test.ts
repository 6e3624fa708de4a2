import fc from 'fast-check'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { Client, Pool } from 'pg'
import { traced } from 'sqltrace'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useDatabase } from './support/database.js'
import { useSpans } from './support/spans.js'

const database = useDatabase({ max_prepared_transactions: '10' })
const spans = useSpans()
let client: Client
let pool: Pool
let db: Kysely<unknown>
/** The client that Kysely's pool has created; only the test knows its status. */
let pooled: Client

beforeAll(async () => {
  client = traced(new Client(database.url))
  await client.connect()
  pool = new Pool({ connectionString: database.url, max: 1 })
  pool.on('connect', (made) => (pooled = made as unknown as Client))
  db = traced(new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }))
})
afterAll(async () => {
  await client.end()
  await db.destroy()
})

const outcomes = async (fn: () => unknown) =>
  (await spans.during(fn))
    .filter(({ name }) => name === 'transaction')
    .map(({ attributes }) => attributes['sqltrace.transaction.outcome'])

const isNamed = (text: string | undefined) => text?.includes('transaction=') ?? false
const probe = async (send: (text: string) => Promise<unknown>) =>
  isNamed((await database.sent(() => send('select 1'))).at(-1))
const sendByPg = (text: string) => client.query(text)
const sendByKysely = (text: string) => sql.raw(text).execute(db)

test.for([
  ['begin; select 1; commit', ['commit'], false],
  ['select 0; begin; commit', ['commit'], false],
  ['begin; rollback; begin', ['rollback'], true],
  ['/* a */ start transaction read only; -- b\n end', ['commit'], false],
  ['begin; savepoint a; rollback to a; release a; abort', ['rollback'], false],
  ['begin; select 1; commit and chain', ['commit'], true],
  ['begin; select 1; abort and chain; end and no chain', ['rollback', 'commit'], false],
  ["begin; select pg_current_xact_id(); prepare transaction 'a'", ['commit'], false],
  ["commit prepared 'a'", [], false],
  ['begin; begin', [], true],
  ["do $$ begin perform 1; end $$; select 'begin;'", [], false],
  ['begin; select 1/0; commit', [], true],
  ['begin nonsense; commit', ['lost'], false],
] as const)('%s', async ([text, expected, isOpen]) => {
  const later = (sent: string) => client.query(sent).catch(() => {})
  const ended = outcomes(async () => {
    await client.query(text).catch(() => {})
    expect(await probe(later)).toBe(isOpen)
  })
  expect(await ended).toEqual(expected)
  expect(client.getTransactionStatus() !== 'I').toBe(isOpen)
  expect(await outcomes(() => client.query('rollback'))).toEqual(isOpen ? ['rollback'] : [])
  expect(await probe(sendByPg)).toBe(false)
})

test('a rejected COMMIT leaves the transaction open until it ends', async () => {
  await client.query('begin')
  expect(await outcomes(() => client.query('commit nonsense').catch(() => {}))).toEqual([])
  expect(await probe((text) => sendByPg(text).catch(() => {}))).toBe(true)
  expect(await outcomes(() => client.query('commit'))).toEqual(['rollback'])
})

test("the effect of a named statement is known from the connection's status", async () => {
  await client.query({ name: 'end', text: 'commit' })
  await client.query('begin')
  expect(await outcomes(() => client.query({ name: 'end' } as never))).toEqual(['commit'])
  expect(await probe(sendByPg)).toBe(false)
})

test('an error that arrives before the connection’s status leaves no transaction', async () => {
  const ended = await outcomes(async () => {
    await client.query('select $1::int; begin', [1]).catch(() => {})
    await client
      .query('begin')
      .then(() => client.query({ text: 'commit nonsense', values: [] }).catch(() => {}))
    await new Promise<void>((done) => client.query('rollback', () => done()))
  })
  expect(ended).toEqual(['lost', 'rollback'])
  expect(await probe(sendByPg)).toBe(false)
})

test('a transaction ends with its connection', async () => {
  const own = traced(new Client(database.url))
  await own.connect()
  await own.query('begin')
  expect(await outcomes(() => own.end())).toEqual(['lost'])
})

test.for(['begin; select 1; commit', 'begin', 'select 1; begin; select 2'])(
  'a Kysely statement releases its connection: %s',
  async (text) => {
    const ended = await outcomes(() => sendByKysely(text))
    expect(ended).toEqual([text.includes('commit') ? 'commit' : 'lost'])
    expect(await probe(sendByKysely)).toBe(false)
    await sendByKysely('rollback')
  },
)

const commands = [
  'begin',
  'start transaction',
  'commit',
  'end work',
  'rollback',
  'abort',
  'commit and no chain',
  'savepoint a',
  'select 1',
  'select 1/0',
  "select 'begin; commit'",
  'do $$ begin null; end $$',
  '/* begin */ select 2 -- commit\n',
]
const texts = fc.array(
  fc
    .array(fc.constantFrom(...commands), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join(';')),
  { minLength: 1, maxLength: 4 },
)

test('a statement has a transaction if and only if the server is in one that this text or an earlier one opened', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (sequence) => {
      for (const text of sequence) await sendByPg(text).catch(() => {})
      const isInside = client.getTransactionStatus() !== 'I'
      if (!isInside) expect(await probe(sendByPg)).toBe(false)
      await sendByPg('rollback')
      expect(await probe(sendByPg)).toBe(false)
    }),
    { numRuns: 40, seed: 7 },
  )
})

test('with Kysely, whose connection reports no status, no tag remains after a transaction and none is invented', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (sequence) => {
      await db.connection().execute(async (one) => {
        const send = (text: string) => sql.raw(text).execute(one)
        for (const text of sequence) await send(text).catch(() => {})
        const isInside = pooled.getTransactionStatus() !== 'I'
        if (!isInside) expect(await probe(send)).toBe(false)
        await send('rollback')
        expect(await probe(send)).toBe(false)
      })
    }),
    { numRuns: 40, seed: 7 },
  )
})
