import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely, PostgresDialect } from 'kysely'
import type { Generated } from 'kysely'
import { Pool } from 'pg'
import { traced, withTags } from 'sqltrace'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../support/database.js'
import { here } from '../support/here.js'
import { adviceOn } from './collect.js'

interface Tables {
  courses: { id: Generated<number>; slug: string; author: number; body: string }
  authors: { id: Generated<number>; name: string }
}

const database = useDatabase({ log_statement: 'none' })
let pool: Pool
let db: Kysely<Tables>
let reader: Pool
const job = { job: 'test' }

beforeAll(async () => {
  pool = traced(new Pool({ connectionString: database.url, max: 2 }), { role: 'writer' })
  db = traced(new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }), { role: 'writer' })
  reader = traced(new Pool({ connectionString: database.url }), { role: 'reader' })
  await pool.query(`create table authors (id serial primary key, name text);
    create table courses (id serial primary key, slug text, author int, body text);
    insert into authors (name) select 'author ' || n from generate_series(1, 200) n;
    insert into courses (slug, author, body)
      select 'course-' || n, n, repeat('x', 60000) from generate_series(1, 200) n`)
})
afterAll(() => Promise.all([db.destroy(), reader.end()]))

test('a query per row of a list is found with both lines', async () => {
  const where: Record<string, string> = {}
  const listAuthors = async () => {
    where.list = here(1)
    const courses = await db.selectFrom('courses').select('author').limit(7).execute()
    for (const { author } of courses) {
      where.loop = here(1)
      await db.selectFrom('authors').selectAll().where('id', '=', author).execute()
    }
  }
  const advice = await adviceOn(() => withTags(job, listAuthors), {
    'n-plus-one': { milliseconds: 0 },
  })
  expect(advice).toMatchObject([
    {
      rule: 'n-plus-one',
      file: where.loop,
      seen: expect.stringMatching(/^The same query ran 7 times/),
      places: [{ label: 'after the query at', file: where.list }],
      sql: 'select * from "authors" where "id" = $1',
      tags: job,
      count: 1,
    },
  ])
})

test('the same rows fetched with one query, or concurrently, get no advice', async () => {
  const ids = Array.from({ length: 20 }, (_, index) => index + 1)
  const fetch = async () => {
    await pool.query('select * from authors where id = any($1)', [ids])
    await Promise.all(ids.map((id) => pool.query('select * from authors where id = $1', [id])))
  }
  const rules = { 'n-plus-one': { milliseconds: 0 }, 'pool-wait': false }
  expect(await adviceOn(() => withTags(job, fetch), rules)).toEqual([])
})

test('a long list of values is found', async () => {
  const ids = Array.from({ length: 120 }, (_, index) => index + 1)
  const fetch = () => db.selectFrom('authors').selectAll().where('id', 'in', ids).execute()
  const [advice, ...others] = await adviceOn(fetch)
  expect(others).toEqual([])
  expect(advice).toMatchObject({ rule: 'in-list', seen: expect.stringContaining('120 values') })
})

test('wide rows are found with their widest column', async () => {
  const advice = await adviceOn(() => db.selectFrom('courses').selectAll().limit(30).execute())
  expect(advice).toMatchObject([
    {
      rule: 'wide-rows',
      seen: '30 rows of 60 kB each (body 100 %); 1.8 MB within a minute.',
    },
  ])
})

test('a function around a column is found if it is slow', async () => {
  const rules = { 'function-on-column': { calls: 3, milliseconds: 0, fastest: 0 } }
  const find = (slug: string) =>
    db
      .selectFrom('courses')
      .select('id')
      .where(({ fn }) => fn('lower', ['slug']), '=', slug)
      .execute()
  const advice = await adviceOn(async () => {
    for (let index = 0; index < 3; index++) await find(`course-${index}`)
  }, rules)
  expect(advice).toMatchObject([
    {
      rule: 'function-on-column',
      remedy: expect.stringContaining('create index concurrently on "courses" (lower("slug"))'),
    },
  ])
})

test('reads on the writer are found while a reader is in use, by line', async () => {
  const rules = { 'read-on-writer': { perMinute: 3 } }
  const read = () => withTags(job, () => pool.query('select name from authors where id = $1', [1]))
  const [advice, ...others] = await adviceOn(async () => {
    await reader.query('select 1 from authors')
    for (let index = 0; index < 3; index++) await read()
  }, rules)
  expect(others).toEqual([])
  expect(advice).toMatchObject({ rule: 'read-on-writer', seen: expect.stringMatching(/^3 reads/) })
})

test('a transaction that the app keeps open is found with the lines around the gap', async () => {
  const where: Record<string, string> = {}
  const transfer = async () => {
    where.opened = here(1)
    await db.transaction().execute(async (transaction) => {
      where.before = here(1)
      await transaction.selectFrom('authors').select('id').limit(1).execute()
      await sleep(120)
      where.after = here(1)
      await transaction.selectFrom('courses').select('id').limit(1).execute()
    })
  }
  const advice = await adviceOn(transfer, { 'held-transaction': { milliseconds: 100 } })
  expect(advice).toMatchObject([
    {
      rule: 'held-transaction',
      file: where.before,
      places: [
        { label: 'opened at', file: where.opened },
        { label: 'until the statement at', file: where.after },
      ],
    },
  ])
})

const poolSleeps = () => pool.query('select pg_sleep(0.2)')
const kyselySleeps = () =>
  db.selectNoFrom(({ fn, val }) => fn('pg_sleep', [val(0.2)]).as('slept')).execute()
const readsSoon = async (read: () => Promise<unknown>) => {
  await sleep(20)
  await read()
}

test.each([
  ['pg', poolSleeps, () => pool.query('select 1')],
  ['Kysely', kyselySleeps, () => db.selectFrom('authors').select('id').limit(1).execute()],
])(
  'a wait of %s for a connection is attributed to the line that used them',
  async (_, hold, read) => {
    const advice = await adviceOn(() => Promise.all([hold(), hold(), readsSoon(read)]))
    expect(advice).toMatchObject([
      { rule: 'pool-wait', seen: expect.stringMatching(/waited [12]\d\d ms .* a pool of 2;/) },
    ])
    expect(advice[0]?.places).toHaveLength(1)
  },
)
