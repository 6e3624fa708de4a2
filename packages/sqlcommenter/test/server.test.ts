import { type Postgres, startPostgres } from '@sqltrace/testing'
import fc from 'fast-check'
import { Client, type ClientConfig, type DatabaseError } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseComment, tagSql } from '../src/index.js'

const tags = { file: 'src/courses/repo.ts:42', route: '/courses/:slug' }
const placements = ['end', 'keyword'] as const
const clients: Client[] = []
let server: Postgres
let client: Client

async function connect(config: ClientConfig = {}): Promise<Client> {
  const connection = new Client({ connectionString: server.url, ...config })
  clients.push(connection)
  await connection.connect()
  return connection
}

beforeAll(async () => {
  server = await startPostgres()
  client = await connect()
  await client.query(`create extension pg_stat_statements;
    create table t (id int primary key, name text);
    create procedure p() language sql as 'select 1'`)
})

afterAll(async () => {
  await Promise.all(clients.map((connection) => connection.end()))
  await server.stop()
})

const statements = [
  'select distinct id from t',
  '(select 1) union (select 2)',
  'with a as (select 1) select * from a',
  'values (1)',
  'table t',
  'insert into t values (1)',
  'update t set name = $$x$$',
  'delete from t',
  'merge into t using (values (1)) v (id) on t.id = v.id when matched then delete',
  'explain (costs off) select 1',
  'prepare q as select 1',
  'execute q',
  'deallocate q',
  'declare c cursor for select 1',
  'fetch 1 from c',
  'move c',
  'close c',
  'savepoint a',
  'rollback to savepoint a',
  'release a',
  'set local search_path = public',
  'reset search_path',
  'show search_path',
  'do $$ begin null; end $$',
  'call p()',
  'create table u as select 1 as one',
  'create index on t (name)',
  'create or replace view v as select 1 as one',
  'create function f() returns int begin atomic select 1; select 2; end',
  "create function g() returns int language plpgsql as 'begin return 1; end'",
  'alter table t add column other int',
  "comment on table t is 'x'",
  'grant select on t to public',
  'refresh materialized view m',
  'lock table t',
  'analyze t',
  'truncate t',
  'copy t to stdout',
  'listen events',
  'notify events',
  'unlisten *',
  'discard plans',
  'set constraints all deferred',
  'drop view v',
]

describe.each(placements)('a comment at the %s', (placement) => {
  const tag = (sql: string) => tagSql(sql, tags, { placement })

  beforeAll(async () => {
    await client.query(tag('begin'))
    await client.query('create materialized view m as select 1; savepoint a')
  })

  afterAll(() => client.query(tag('rollback;')))

  test.each(statements)('is accepted in: %s', async (sql) => {
    const tagged = tag(`${sql};`)
    expect(parseComment(tagged)).toEqual(tags)
    await expect(client.query(tagged)).resolves.toBeDefined()
  })

  test('is not kept by views and functions', async () => {
    await client.query(tag('create view kept as select 1 as one'))
    await client.query(tag("create function kept() returns int language sql as 'select 1'"))
    const { rows } = await client.query(
      "select pg_get_viewdef('kept') || pg_get_functiondef('kept'::regproc) as source",
    )
    expect(rows[0].source).toContain('select 1')
    expect(rows[0].source).not.toContain('file=')
  })
})

test.each(placements)(
  'outside a transaction too, with the comment at the %s',
  async (placement) => {
    await client.query(tagSql('vacuum t', tags, { placement }))
    const copy = client.query(tagSql('copy t from stdin', tags, { placement }))
    const queryCanceled = '57014'
    await expect(copy, 'pg itself refuses to send data').rejects.toMatchObject({
      code: queryCanceled,
    })
  },
)

test.each([10, 3000])('the consoles show the comment of a statement of %i bytes', async (size) => {
  const sql = tagSql(
    `select query from pg_stat_activity, (select '${'x'.repeat(size)}') x
    where pid = pg_backend_pid()`,
    tags,
  )
  const { rows } = await client.query(sql)
  expect(parseComment(rows[0].query)).toEqual(tags)
  const { rows: counted } = await client.query({
    text: 'select query from pg_stat_statements where query like $1',
    values: ['%pg_stat_activity, (select $%'],
  })
  expect(counted.map(({ query }) => parseComment(query))).toContainEqual(tags)
})

const sizes = Array.from({ length: 14 }, (_, index) => 920 + index * 7)

test.each(sizes)('a truncated statement of %i bytes yields only whole values', async (size) => {
  const other = await connect()
  const marker = `select '${'x'.repeat(size - "select ''".length)}'`
  await other.query(tagSql(marker, tags, { placement: 'end' }))
  const { rows } = await client.query('select query from pg_stat_activity where query ^@ $1', [
    marker,
  ])
  expect(rows[0].query.length).toBeLessThan(1024)
  expect(tags).toMatchObject(parseComment(rows[0].query))
})

test('replication commands still work', async () => {
  const replication = await connect({ replication: 'database' } as ClientConfig)
  const { rows } = await replication.query(tagSql('IDENTIFY_SYSTEM', tags))
  expect(rows[0]).toHaveProperty('systemid')
})

async function outcome(sql: string, connection = client): Promise<unknown> {
  try {
    const results = [await connection.query({ text: sql, rowMode: 'array' })].flat()
    return results.map(({ command, rows, fields }) => [
      command,
      rows,
      fields.map(({ name }) => name),
    ])
  } catch (error) {
    const { code, message } = error as DatabaseError
    return { code, message }
  }
}

const pieces = `select select select 1 1 'a' 'a' E'a\\\\'' E '' ' "a" " $$ $a$ a -- /* */ */ - / @ , , as`
const sql = fc
  .array(fc.constantFrom(...pieces.split(' '), ' ', ' ', '\n', '; select ', '(', ')'), {
    maxLength: 12,
  })
  .map((parts) => `select 1 ${parts.join('')}`)

test.each(placements)('a comment at the %s does not change what a text does', async (placement) => {
  await fc.assert(
    fc.asyncProperty(sql, async (text) => {
      expect(await outcome(tagSql(text, tags, { placement }))).toEqual(await outcome(text))
    }),
    { numRuns: 1500 },
  )
})

const quotes =
  String.raw`' ' ' '' \' \\ \ \'' E' N' U&' B'0' X'1 "\" $$ \n a ; select /* */ -- ,`.split(' ')
const strings = fc
  .array(fc.constantFrom(...quotes, ' ', '\n', "'\n'", "/*b='2'*/"), { maxLength: 10 })
  .map((parts) => `select 'a' ${parts.join('')}`)

test.each(['on', 'off'] as const)(
  'with standard_conforming_strings = %s a comment changes nothing, whether or not we know the setting',
  async (setting) => {
    const connection = await connect({ options: `-c standard_conforming_strings=${setting}` })
    let tagged = 0
    await fc.assert(
      fc.asyncProperty(strings, fc.constantFrom(...placements), async (text, placement) => {
        const plain = await outcome(text, connection)
        for (const standardConformingStrings of [setting, 'unknown'] as const) {
          const sql = tagSql(text, tags, { placement, standardConformingStrings })
          if (sql === text) continue
          tagged += 1
          expect(await outcome(sql, connection)).toEqual(plain)
        }
      }),
      { numRuns: 800, seed: 11 },
    )
    expect(tagged).toBeGreaterThan(200)
  },
)
