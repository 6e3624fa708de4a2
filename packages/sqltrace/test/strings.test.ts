import { Kysely, PostgresDialect, sql } from 'kysely'
import { Client, Pool } from 'pg'
import { traced } from 'sqltrace'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useDatabase } from './support/database.js'

const database = useDatabase()
const clients: Client[] = []
const pools: Pool[] = []
let plain: Client
let client: Client

async function connect(wrap: (made: Client) => Client, options?: string): Promise<Client> {
  const made = wrap(new Client({ connectionString: database.url, ...(options && { options }) }))
  clients.push(made)
  await made.connect()
  return made
}

function connectPool(wrap: (made: Pool) => Pool): Pool {
  const made = wrap(new Pool({ connectionString: database.url, max: 1 }))
  pools.push(made)
  return made
}

beforeAll(async () => {
  plain = await connect((made) => made)
  client = await connect(traced)
})
afterAll(() => Promise.all([...clients, ...pools].map((one) => one.end())))

const on = 'set standard_conforming_strings = on'
const off = 'set standard_conforming_strings = off'
/** Two columns if the setting is on, one if it is off. */
const text = String.raw`select '\', ' || ' as a -- '`
const escape = String.raw`select 'x' like '\\x' escape '\' as c`

const answer = async (one: Client, sent: string) => {
  try {
    return (await one.query(sent)).rows
  } catch (error) {
    return (error as Error).message
  }
}
const isTagged = async (fn: () => unknown) =>
  (await database.sent(fn)).map((sent) => /\/\*file='[^']+'\*\//.test(sent)).at(-1)

test.for([
  [[on]],
  [[off]],
  [[off, on]],
  [['begin', off, 'rollback']],
  [['begin', 'set local standard_conforming_strings = off', 'commit']],
  [[off, 'reset all']],
  [["select set_config('standard_conforming_strings', 'off', false)"]],
  [[off, 'discard all']],
])('a text is read with the current setting: %s', async ([steps]) => {
  for (const one of [plain, client]) for (const step of steps ?? []) await one.query(step)
  for (const sent of [text, escape, "select 'a'"]) {
    expect(await answer(client, sent)).toEqual(await answer(plain, sent))
  }
  expect(await isTagged(() => answer(client, text))).toBe(true)
  for (const one of [plain, client]) await one.query('reset all')
})

test('the initial setting counts', async () => {
  const options = '-c standard_conforming_strings=off'
  const [one, other] = [await connect((made) => made, options), await connect(traced, options)]
  expect(await answer(other, text)).toEqual(await answer(one, text))
  expect(await isTagged(() => answer(other, text))).toBe(true)
})

test('after a statement without a result yet, a text that depends on the setting is left alone', async () => {
  const both = await Promise.all(
    [plain, client].map(async (one) => {
      const queued = [off, text, on, text].map((sent) => one.query(sent))
      return (await Promise.all(queued)).map(({ rows }) => rows)
    }),
  )
  expect(both[1]).toEqual(both[0])
  const sent = await database.sent(() =>
    Promise.all([off, text, on].map((one) => client.query(one))),
  )
  expect(sent[1]).toBe(text)
})

test('a client that was connected before it was traced reports only later changes', async () => {
  const late = await connect((made) => made)
  traced(late)
  expect(await isTagged(() => late.query(text))).toBe(false)
  expect(await isTagged(() => late.query("select 'a'"))).toBe(true)
  await late.query(off)
  expect(await isTagged(() => late.query(text))).toBe(true)
})

test.for([
  ['a traced pool, whose client has already reported the setting', true, traced],
  ['an untraced pool, which reports nothing', false, (made: Pool) => made],
] as const)('Kysely over %s', async ([, isKnown, wrap]) => {
  const pool = connectPool(wrap)
  const db = traced(new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }))
  const send = (sent: string) => sql.raw(sent).execute(db)
  for (const setting of [on, off]) {
    await send(setting)
    await plain.query(setting)
    expect(await isTagged(() => send("select 'a'"))).toBe(true)
    expect(await isTagged(() => send(text))).toBe(isKnown)
    expect((await send(text)).rows).toEqual(await answer(plain, text))
  }
  await plain.query('reset all')
})
