import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type Compilable,
  sql,
} from 'kysely'
import { expect, test } from 'vitest'
import { describe } from './query-text.js'

interface Tables {
  users: { id: number; name: string }
  'app.pets': { id: number; owner: number }
}

const db = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})
const users = db.selectFrom('users')

const statements: Record<string, Compilable> = {
  'select users app.pets': users.innerJoin('app.pets as p', 'p.owner', 'users.id').selectAll('p'),
  'select select users': db.selectFrom(users.selectAll().as('u')).selectAll(),
  'select users select app.pets': users
    .innerJoinLateral(
      (eb) => eb.selectFrom('app.pets').select('owner').as('p'),
      (on) => on.onTrue(),
    )
    .selectAll(),
  'select users select app.pets select users': db
    .with('u', () => users.selectAll())
    .with('p', (cte) => cte.selectFrom(['u', 'app.pets']).select('owner'))
    .selectFrom(['p', 'users'])
    .selectAll(),
  'select users select select': db
    .withRecursive('u(id)', (cte) =>
      users.select('id').unionAll(cte.selectFrom('u').select('u.id')),
    )
    .selectFrom('u')
    .selectAll(),
  'select users select users': users.select('id').union(users.select('id')).orderBy('id'),
  'insert users': db
    .insertInto('users')
    .values({ id: 1, name: 'Ann' })
    .onConflict((target) => target.column('id').doUpdateSet({ name: 'Bob' }))
    .returningAll(),
  'insert users select app.pets': db
    .insertInto('users')
    .columns(['id'])
    .expression(db.selectFrom('app.pets').select('owner')),
  'update users app.pets': db.updateTable('users').from('app.pets').set({ name: 'Bob', id: 2 }),
  'delete users app.pets': db.deleteFrom('users').using('app.pets').returning('users.id'),
  'merge users app.pets': db
    .mergeInto('users')
    .using('app.pets', 'app.pets.owner', 'users.id')
    .whenMatched()
    .thenUpdateSet({ name: 'Bob', id: 2 })
    .whenNotMatched()
    .thenInsertValues({ id: 3, name: 'Cid' }),
  'create table users': db.schema
    .createTable('users')
    .ifNotExists()
    .addColumn('pet', 'integer', (column) => column.references('app.pets.id').onDelete('cascade')),
  'create index by_name': db.schema.createIndex('by_name').unique().on('users').column('name'),
  'alter table users': db.schema.alterTable('users').addColumn('a', 'text').dropColumn('b'),
  'drop view app.v': db.schema.withSchema('app').dropView('v').ifExists(),
}

for (const [summary, statement] of Object.entries(statements)) {
  const text = statement.compile().sql
  test(`Kysely's ${text} is summarized as ${summary}`, () => {
    expect(describe(text).summary).toBe(summary)
    expect(describe(text).masked).toBe(text)
  })
}

test('The values of a raw Kysely statement are masked', () => {
  const { sql: text } =
    sql`select * from ${sql.table('users')} where name = ${sql.lit('Ann')}`.compile(db)
  expect(describe(text).masked).toBe('select * from "users" where name = ?')
})
