import { CamelCasePlugin, CompiledQuery, Kysely, Migrator, PostgresDialect, sql } from 'kysely'
import { Pool } from 'pg'
import Cursor from 'pg-cursor'
import { traced } from 'sqltrace'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useDatabase } from './support/database.js'
import { here } from './support/here.js'
import { mysqlKysely } from './support/mysql-kysely.js'

interface Tables {
  items: { id: number; name: string }
}

const database = useDatabase()
let plain: Kysely<Tables>
let db: Kysely<Tables>

beforeAll(async () => {
  const pool = new Pool({ connectionString: database.url })
  const dialect = new PostgresDialect({ pool, cursor: Cursor })
  plain = new Kysely({ dialect })
  db = traced(plain)
  await db.schema
    .createTable('items')
    .addColumn('id', 'integer')
    .addColumn('name', 'text')
    .execute()
})

afterAll(() => db.destroy())

const at = (position: string) => `/*file='${position}'*/`

test('an awaited execute names its line', async () => {
  const line = here(1)
  const sent = await database.sent(async () => await db.selectFrom('items').selectAll().execute())
  expect(sent).toEqual([`select * from "items" ${at(line)}`])
})

test('the line of a long chain is that of its execute', async () => {
  const line = here(9)
  const sent = await database.sent(() =>
    db
      .selectFrom('items')
      .select('id')
      .where('name', '=', 'x')
      .where('id', '>', 1)
      .where('id', '<', 9)
      .limit(10)
      .execute(),
  )
  expect(sent[0]).toMatch(new RegExp(`${line}'`))
})

test('a repository that returns the promise is named, not its caller', async () => {
  const line = here(1)
  const find = () => db.selectFrom('items').select('id').execute()
  const sent = await database.sent(async () => await find())
  expect(sent).toEqual([`select "id" from "items" ${at(line)}`])
})

test('queries sent at once and not awaited name their own lines', async () => {
  const lines = [here(3), here(4)]
  const sent = await database.sent(async () => {
    const all = Promise.all([
      db.selectFrom('items').select('id').execute(),
      db.selectFrom('items').select('name').execute(),
    ])
    await all
  })
  expect(sent.toSorted()).toEqual([
    `select "id" from "items" ${at(lines[0] as string)}`,
    `select "name" from "items" ${at(lines[1] as string)}`,
  ])
})

test('a sql template, DDL and a raw compiled query are tagged', async () => {
  const line = here(2)
  const sent = await database.sent(async () => {
    await sql`select ${1}::int`.execute(db)
    await db.schema.createIndex('items_id').on('items').column('id').execute()
    await db.executeQuery(CompiledQuery.raw('select 2'))
  })
  expect(sent[0]).toBe(`select $1::int ${at(line)}`)
  expect(sent[1]).toMatch(/^create index "items_id" on "items" \("id"\) \/\*file='[^']+'\*\/$/)
  expect(sent[2]).toMatch(/^select 2 \/\*file='[^']+'\*\/$/)
})

test('a precompiled query names the line of each executeQuery, and its sql stays clean', async () => {
  const compiled = db.selectFrom('items').select('id').compile()
  const line = here(2)
  const sent = await database.sent(() =>
    Promise.all([db.executeQuery(compiled), db.executeQuery(compiled)]),
  )
  expect(sent).toEqual(Array(2).fill(`select "id" from "items" ${at(line)}`))
  expect(compiled.sql).toBe('select "id" from "items"')
})

test('a query with subqueries carries one tag', async () => {
  const [sent = ''] = await database.sent(() =>
    db
      .selectFrom((from) => from.selectFrom('items').select('id').as('inner'))
      .select((from) => from.selectFrom('items').select('name').limit(1).as('name'))
      .execute(),
  )
  expect(sent.match(/file=/g)).toHaveLength(1)
})

test('an existing instance is wrapped and stays untraced itself', async () => {
  const sent = await database.sent(async () => {
    await plain.selectFrom('items').selectAll().execute()
    await db.selectFrom('items').selectAll().execute()
    await plain.transaction().execute((trx) => trx.selectFrom('items').selectAll().execute())
  })
  expect(sent.map((text) => text.includes('/*'))).toEqual([false, true, false, false, false])
})

test('a transaction names its line in BEGIN and COMMIT, and in each statement', async () => {
  const line = here(2)
  const sent = await database.sent(() =>
    db.transaction().execute(async (trx) => {
      await trx.selectFrom('items').selectAll().execute()
    }),
  )
  expect(sent[0]).toBe(`begin ${at(line)}`)
  expect(sent[1]).toMatch(new RegExp(`transaction='${line}'`))
  expect(sent[2]).toBe(`commit ${at(line)}`)
})

test('a transaction that fails names its line in ROLLBACK and throws the same error', async () => {
  const failure = new Error('stop')
  const line = here(2)
  const sent = await database.sent(async () => {
    await expect(db.transaction().execute(() => Promise.reject(failure))).rejects.toBe(failure)
  })
  expect(sent).toEqual([`begin ${at(line)}`, `rollback ${at(line)}`])
})

test('each step of a controlled transaction names its own line', async () => {
  const lines: string[] = []
  const sent = await database.sent(async () => {
    lines.push(here(1))
    const trx = await db.startTransaction().setIsolationLevel('serializable').execute()
    lines.push(here(1))
    const after = await trx.savepoint('before').execute()
    lines.push(here(1))
    await after.selectFrom('items').selectAll().execute()
    lines.push(here(1))
    await after.rollbackToSavepoint('before').execute()
    lines.push(here(1))
    await after.releaseSavepoint('before').execute()
    lines.push(here(1))
    await trx.commit().execute()
  })
  const opened = lines[0] as string
  expect(sent).toEqual([
    `start transaction isolation level serializable ${at(opened)}`,
    `savepoint "before" ${at(lines[1] as string)}`,
    `select * from "items" /*file='${lines[2]}',transaction='${opened}'*/`,
    `rollback to "before" ${at(lines[3] as string)}`,
    `release "before" ${at(lines[4] as string)}`,
    `commit ${at(lines[5] as string)}`,
  ])
})

test('a controlled transaction that exists already can be wrapped, savepoints included', async () => {
  const trx = traced(await plain.startTransaction().execute())
  const sent = await database.sent(async () => {
    const inner = await trx.savepoint('one').execute()
    await inner.selectFrom('items').selectAll().execute()
    await inner.rollback().execute()
  })
  expect(sent.every((text) => text.includes('kysely.test.ts'))).toBe(true)
  expect(sent).toHaveLength(3)
})

test('a stream is tagged in its first step, and one left early goes on to work', async () => {
  await db
    .insertInto('items')
    .values([1, 2, 3].map((id) => ({ id, name: 'n' })))
    .execute()
  const line = here(2)
  const sent = await database.sent(async () => {
    for await (const { id } of db.selectFrom('items').selectAll().stream(1)) {
      if (id === 2) break
    }
    await db.selectFrom('items').selectAll().execute()
  })
  expect(sent[0]).toBe(`select * from "items" ${at(line)}`)
  expect(sent.at(-1)).toMatch(/^select \* from "items" \/\*file=/)
})

test('migrations name the lines of their up', async () => {
  const lines: string[] = []
  const up = async (into: Kysely<unknown>) => {
    lines.push(here(1))
    await sql`create table migrated (id int)`.execute(into)
  }
  const provider = { getMigrations: () => Promise.resolve({ first: { up } }) }
  const sent = await database.sent(async () => {
    const { error } = await new Migrator({ db, provider }).migrateToLatest()
    expect(error).toBeUndefined()
  })
  expect(sent).toContain(`create table migrated (id int) ${at(lines[0] as string)}`)
})

test('introspection is tagged', async () => {
  const line = here(1)
  const sent = await database.sent(() => db.introspection.getTables())
  expect(sent[0]).toContain(`file='${line}'`)
})

test('one connection for several queries is tagged query by query', async () => {
  const sent = await database.sent(() =>
    db.connection().execute(async (one) => {
      await one.selectFrom('items').select('id').execute()
      await one.selectFrom('items').select('name').execute()
    }),
  )
  expect(sent.every((text) => text.includes('kysely.test.ts'))).toBe(true)
})

test('withSchema, withPlugin and withoutPlugins keep the trace', async () => {
  const sent = await database.sent(async () => {
    await db.withSchema('public').selectFrom('items').select('id').execute()
    await db.withPlugin(new CamelCasePlugin()).selectFrom('items').select('id').execute()
    await db.withoutPlugins().selectFrom('items').select('id').execute()
  })
  expect(sent.every((text) => text.includes('/*file='))).toBe(true)
})

test('a subclass is traced in place and stays what it is', async () => {
  class AppDatabase extends Kysely<Tables> {
    readonly isMine = true
  }
  const own = new AppDatabase({
    dialect: new PostgresDialect({ pool: new Pool({ connectionString: database.url }) }),
  })
  expect(traced(own)).toBe(own)
  const line = here(1)
  const sent = await database.sent(() => own.selectFrom('items').select('id').execute())
  expect(sent).toEqual([`select "id" from "items" ${at(line)}`])
  expect(own.isMine).toBe(true)
  await own.destroy()
})

test('Kysely over a traced pool, both wrapped, writes one tag', async () => {
  const pool = traced(new Pool({ connectionString: database.url }))
  const both = traced(
    new Kysely<Tables>({ dialect: new PostgresDialect({ pool, cursor: Cursor }) }),
  )
  const find = () => both.selectFrom('items').select('id').execute()
  const line = here(-1)
  const sent = await database.sent(async () => {
    await find()
    for await (const _ of both.selectFrom('items').select('name').stream()) break
  })
  expect(sent[0]).toBe(`select "id" from "items" ${at(line)}`)
  expect(sent[1]?.match(/file=/g)).toHaveLength(1)
  await both.destroy()
})

test('an error keeps the position in the text that Kysely compiled', async () => {
  const query = db.selectFrom('items').select(sql`nope`.as('x'))
  const position = String(query.compile().sql.indexOf('nope') + 1)
  await expect(query.execute()).rejects.toMatchObject({ code: '42703', position })
})

test('another dialect gets no comment', async () => {
  const sent: string[] = []
  await traced(mysqlKysely(sent)).selectFrom('items').selectAll().execute()
  expect(sent).toEqual(['select * from `items`'])
})
