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

test('an awaited execute has its line', async () => {
  const line = here(1)
  const sent = await database.sent(async () => await db.selectFrom('items').selectAll().execute())
  expect(sent).toEqual([`select * from "items" ${at(line)}`])
})

test('the line of a long chain is the line of its execute', async () => {
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

test('a repository that returns the promise has the line, not its caller', async () => {
  const line = here(1)
  const find = () => db.selectFrom('items').select('id').execute()
  const sent = await database.sent(async () => await find())
  expect(sent).toEqual([`select "id" from "items" ${at(line)}`])
})

test('concurrent queries have their own lines, even if not awaited', async () => {
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

test('a precompiled query has the line of each executeQuery, and its sql stays clean', async () => {
  const compiled = db.selectFrom('items').select('id').compile()
  const line = here(2)
  const sent = await database.sent(() =>
    Promise.all([db.executeQuery(compiled), db.executeQuery(compiled)]),
  )
  expect(sent).toEqual(Array(2).fill(`select "id" from "items" ${at(line)}`))
  expect(compiled.sql).toBe('select "id" from "items"')
})

test('a query with subqueries has one comment', async () => {
  const [sent = ''] = await database.sent(() =>
    db
      .selectFrom((from) => from.selectFrom('items').select('id').as('inner'))
      .select((from) => from.selectFrom('items').select('name').limit(1).as('name'))
      .execute(),
  )
  expect(sent.match(/file=/g)).toHaveLength(1)
})

test('an existing instance can be wrapped and itself stays untraced', async () => {
  const sent = await database.sent(async () => {
    await plain.selectFrom('items').selectAll().execute()
    await db.selectFrom('items').selectAll().execute()
    await plain.transaction().execute((trx) => trx.selectFrom('items').selectAll().execute())
  })
  expect(sent.map((text) => text.includes('/*'))).toEqual([false, true, false, false, false])
})

test('BEGIN, COMMIT and each statement of a transaction have their lines', async () => {
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

test('ROLLBACK of a failed transaction has its line, and the same error is thrown', async () => {
  const failure = new Error('stop')
  const line = here(2)
  const sent = await database.sent(async () => {
    await expect(db.transaction().execute(() => Promise.reject(failure))).rejects.toBe(failure)
  })
  expect(sent).toEqual([`begin ${at(line)}`, `rollback ${at(line)}`])
})

test('each step of a controlled transaction has its own line', async () => {
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

test('an existing controlled transaction can be wrapped, including savepoints', async () => {
  const trx = traced(await plain.startTransaction().execute())
  const sent = await database.sent(async () => {
    const inner = await trx.savepoint('one').execute()
    await inner.selectFrom('items').selectAll().execute()
    await inner.rollback().execute()
  })
  expect(sent.every((text) => text.includes('kysely.test.ts'))).toBe(true)
  expect(sent).toHaveLength(3)
})

test('a stream is tagged in its first step, and the connection still works after an early exit', async () => {
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

test('migrations have the lines of their up functions', async () => {
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

test('withSchema, withPlugin and withoutPlugins stay traced', async () => {
  const sent = await database.sent(async () => {
    await db.withSchema('public').selectFrom('items').select('id').execute()
    await db.withPlugin(new CamelCasePlugin()).selectFrom('items').select('id').execute()
    await db.withoutPlugins().selectFrom('items').select('id').execute()
  })
  expect(sent.every((text) => text.includes('/*file='))).toBe(true)
})

test('a subclass is traced in place and keeps its class', async () => {
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

test('a traced Kysely over a traced pool writes one comment', async () => {
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

test('an error position refers to the text that Kysely compiled', async () => {
  const query = db.selectFrom('items').select(sql`nope`.as('x'))
  const position = String(query.compile().sql.indexOf('nope') + 1)
  await expect(query.execute()).rejects.toMatchObject({ code: '42703', position })
})

test('another dialect gets no comment', async () => {
  const sent: string[] = []
  await traced(mysqlKysely(sent)).selectFrom('items').selectAll().execute()
  expect(sent).toEqual(['select * from `items`'])
})
