import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import pg, { Client, Pool, Query } from 'pg'
import { from, to } from 'pg-copy-streams'
import Cursor from 'pg-cursor'
import QueryStream from 'pg-query-stream'
import { traced, withTags } from 'sqltrace'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useDatabase } from './support/database.js'
import { here } from './support/here.js'

const database = useDatabase()
let pool: Pool
let client: pg.PoolClient

beforeAll(async () => {
  pool = traced(new Pool({ connectionString: database.url, max: 2 }))
  client = await pool.connect()
  await client.query('create table items (id int primary key, name text)')
})

afterAll(async () => {
  client.release()
  await pool.end()
})

const at = (position: string) => `/*file='${position}'*/`

test('pool.query has the line that called the pool', async () => {
  const line = here(1)
  expect(await database.sent(() => pool.query('select 1'))).toEqual([`select 1 ${at(line)}`])
})

test('pool.query with values, a config or a callback is tagged the same way', async () => {
  const lines = [here(2), here(3), here(4)]
  const sent = await database.sent(async () => {
    await pool.query('select $1::int', [1])
    await pool.query({ text: 'select $1::int', values: [1] })
    await new Promise((resolve) => pool.query('select $1::int', [1], resolve))
  })
  expect(sent).toEqual(lines.map((line) => `select $1::int ${at(line)}`))
})

test("a query that waits in the client's queue has its own line", async () => {
  const line = here(3)
  const sent = await database.sent(async () => {
    const slow = client.query('select pg_sleep(0.05)')
    await client.query('select 2')
    await slow
  })
  expect(sent[1]).toBe(`select 2 ${at(line)}`)
})

test('a client that was traced before it connected is tagged', async () => {
  const alone = traced(new Client({ connectionString: database.url }))
  await alone.connect()
  const line = here(1)
  expect(await database.sent(() => alone.query('select 1'))).toEqual([`select 1 ${at(line)}`])
  await alone.end()
})

test('a client of an untraced pool can be traced on its own', async () => {
  const plain = new Pool({ connectionString: database.url, max: 1 })
  const lent = traced(await plain.connect())
  const line = here(1)
  expect(await database.sent(() => lent.query('select 1'))).toEqual([`select 1 ${at(line)}`])
  lent.release()
  await plain.end()
})

test('two call sites with the same name share the text that the first one prepared', async () => {
  const first = () => client.query({ name: 'shared', text: 'select $1::int', values: [1] })
  const line = here(-1)
  const second = () => client.query({ name: 'shared', text: 'select $1::int', values: [2] })
  const sent = await database.sent(async () => {
    await first()
    await second()
    await client.query({ name: 'shared', values: [3] } as never)
  })
  const text = `select $1::int /*prepared_at='${line}'*/`
  expect(sent).toEqual([text, text, text])
})

test('each connection prepares a name with the line that used it first', async () => {
  const prepare = (on: pg.PoolClient) => on.query({ name: 'each', text: 'select 7' })
  const other = await pool.connect()
  const sent = await database.sent(() => Promise.all([prepare(client), prepare(other)]))
  other.release()
  expect(sent).toHaveLength(2)
  for (const text of sent)
    expect(text).toMatch(/^select 7 \/\*prepared_at='.*pg\.test\.ts:\d+'\*\/$/)
})

test('pg rejects another text under the same name as usual, and the client still works', async () => {
  await client.query({ name: 'taken', text: 'select 1' })
  await expect(client.query({ name: 'taken', text: 'select 2' })).rejects.toThrow(
    "Prepared statements must be unique - 'taken' was used for a different statement",
  )
  expect((await client.query('select 3 as three')).rows).toEqual([{ three: 3 }])
})

test('a named statement carries neither route nor the tags of withTags', async () => {
  const sent = await database.sent(() =>
    withTags({ job: 'report' }, () => client.query({ name: 'alone', text: 'select 8' })),
  )
  expect(sent[0]).toMatch(/^select 8 \/\*prepared_at='[^']+'\*\/$/)
})

test('a cursor is tagged, can be read and closes', async () => {
  let rows: unknown[] = []
  const line = here(2)
  const sent = await database.sent(async () => {
    const cursor = client.query(new Cursor('select * from generate_series(1, 10)'))
    rows = await cursor.read(3)
    await cursor.close()
  })
  expect(rows).toHaveLength(3)
  expect(sent[0]).toBe(`select * from generate_series(1, 10) ${at(line)}`)
})

test('a query stream is tagged and returns every row', async () => {
  const rows: unknown[] = []
  const line = here(2)
  const sent = await database.sent(async () => {
    const stream = client.query(new QueryStream('select * from generate_series(1, 300)'))
    for await (const row of stream) rows.push(row)
  })
  expect(rows).toHaveLength(300)
  expect(sent[0]).toBe(`select * from generate_series(1, 300) ${at(line)}`)
})

test('COPY is tagged and copies, in both directions', async () => {
  const line = here(2)
  const sent = await database.sent(async () => {
    const into = client.query(from('copy items from stdin'))
    await pipeline(async function* () {
      yield '1\tone\n2\ttwo\n'
    }, into)
    const out = client.query(to('copy items to stdout'))
    expect((await buffer(out)).toString()).toBe('1\tone\n2\ttwo\n')
  })
  expect(sent[0]).toBe(`copy items from stdin ${at(line)}`)
  expect(sent[1]).toMatch(/^copy items to stdout \/\*file='/)
})

test('a Query object is tagged, stays the same object and emits its rows', async () => {
  const query = new Query('select 5 as five')
  const rows: unknown[] = []
  query.on('row', (row) => rows.push(row))
  const line = here(2)
  const sent = await database.sent(async () => {
    expect(client.query(query)).toBe(query)
    await once(query, 'end')
  })
  expect(sent).toEqual([`select 5 as five ${at(line)}`])
  expect(rows).toEqual([{ five: 5 }])
})

test('a frozen config and one with getters keep working and stay unchanged', async () => {
  const frozen = Object.freeze({ text: 'select $1::int as n', values: [1] })
  class Prepared {
    get text() {
      return 'select 2 as n'
    }
  }
  const sent = await database.sent(async () => {
    expect((await client.query(frozen)).rows).toEqual([{ n: 1 }])
    expect((await client.query(new Prepared())).rows).toEqual([{ n: 2 }])
  })
  expect(frozen.text).toBe('select $1::int as n')
  expect(sent.every((text) => text.includes(`/*file='packages/sqltrace/test/pg.test.ts:`))).toBe(
    true,
  )
})

test('rowMode and queryMode are kept', async () => {
  const config = { text: 'select 1 as a, 2 as b', rowMode: 'array', queryMode: 'extended' } as const
  expect((await client.query(config)).rows).toEqual([[1, 2]])
})

test('LISTEN is tagged and notifications arrive', async () => {
  const [notification] = await Promise.all([
    once(client, 'notification'),
    client.query('listen news').then(() => client.query("notify news, 'hello'")),
  ])
  expect(notification[0].payload).toBe('hello')
  await client.query('unlisten news')
})

test('a text with several statements gets one comment and returns every result', async () => {
  let results: unknown
  const line = here(2)
  const sent = await database.sent(async () => {
    results = await client.query('select 1 as a; select 2 as b;')
  })
  expect(sent).toEqual([`select 1 as a; select 2 as b ${at(line)};`])
  expect((results as { rows: unknown }[]).map(({ rows }) => rows)).toEqual([[{ a: 1 }], [{ b: 2 }]])
})

test('an error position refers to the text that the app wrote', async () => {
  const text = `select ${'1, '.repeat(400)} nope`
  await expect(client.query(text)).rejects.toMatchObject({
    code: '42703',
    position: String(text.indexOf('nope') + 1),
  })
})

test('other comments stay, a sqlcommenter comment is completed, a hint stays first', async () => {
  const sent = await database.sent(async () => {
    await client.query('select 1 /* mine */')
    await client.query("select 2 /*controller='shop'*/")
    await client.query('/*+ SeqScan(items) */ select 3')
  })
  expect(sent[0]).toMatch(/^select 1 \/\* mine \*\/ \/\*file='[^']+'\*\/$/)
  expect(sent[1]).toMatch(/^select 2 \/\*controller='shop',file='[^']+'\*\/$/)
  expect(sent[2]).toMatch(/^\/\*\+ SeqScan\(items\) \*\/ select 3 \/\*file='[^']+'\*\/$/)
})

test('a long statement has its comment where the console still shows it', async () => {
  const text = `select ${Array.from({ length: 200 }, (_, i) => `${i} as column_${i}`).join(', ')}`
  const [sent] = await database.sent(() => client.query(text))
  expect(sent).toMatch(/^select \/\*file='[^']+'\*\/ 0 as column_0/)
})

test("a callback runs in its caller's async context, not in that of the code that opened the connection", async () => {
  const sent = await database.sent(
    () =>
      new Promise((resolve) => {
        withTags({ job: 'first' }, () => {
          pool.query('select 1', () => pool.query('select 2', resolve))
        })
      }),
  )
  expect(sent[1]).toContain("job='first'")
})

test('SQL sent in pool.on("connect") is tagged with its own line', async () => {
  const fresh = traced(new Pool({ connectionString: database.url, max: 1 }))
  const line = here(1)
  fresh.on('connect', (connected) => connected.query("set application_name = 'x'"))
  const sent = await database.sent(() => fresh.query('select 1'))
  await fresh.end()
  expect(sent[0]).toBe(`set application_name = 'x' ${at(line)}`)
})
