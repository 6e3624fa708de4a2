import { once } from 'node:events'
import { CompiledQuery, sql } from 'kysely'
import { failure } from '../harness/failure.js'
import type { Scenarios } from '../harness/scenario.js'
import type { Shop } from '../harness/shop.js'

export const kyselyQueries: Scenarios = {
  'select in every way to execute': async (app) => {
    const query = app.kysely().selectFrom('courses').selectAll().orderBy('id')
    return [
      await query.execute(),
      await query.executeTakeFirst(),
      await query.limit(1).executeTakeFirstOrThrow(),
      await failure(query.where('id', '=', 99).executeTakeFirstOrThrow()),
    ]
  },
  "the app's error class for a missing result": async (app) => {
    class NotFound extends Error {}
    const query = app.kysely().selectFrom('courses').selectAll().where('id', '=', 99)
    return failure(query.executeTakeFirstOrThrow(() => new NotFound('of the app')))
  },
  'insert, update, delete, merge': async (app) => {
    const db = app.kysely()
    const row = { slug: 'x', title: 'X', price: 3 }
    return [
      await db.insertInto('courses').values(row).returning(['slug', 'price']).execute(),
      await db
        .insertInto('courses')
        .values(row)
        .onConflict((oc) => oc.doNothing())
        .execute(),
      await db.updateTable('courses').set({ title: 'Y' }).where('slug', '=', 'x').execute(),
      await db.deleteFrom('courses').where('slug', '=', 'x').executeTakeFirst(),
      await db
        .mergeInto('courses')
        .using('orders', 'orders.course_id', 'courses.id')
        .whenMatched()
        .thenDoNothing()
        .execute(),
    ]
  },
  'joins, subqueries, CTEs and unions': async (app) => {
    const db = app.kysely()
    return db
      .with('paid', (qb) => qb.selectFrom('courses').select('id').where('price', 'is not', null))
      .selectFrom('orders')
      .innerJoin('courses', 'courses.id', 'orders.course_id')
      .select(['courses.slug', (eb) => eb.fn.countAll().as('orders')])
      .where('courses.id', 'in', db.selectFrom('paid' as never).select('id' as never))
      .groupBy('courses.slug')
      .union(db.selectFrom('courses').select(['slug', sql<string>`0`.as('orders')]))
      .orderBy('slug')
      .orderBy('orders')
      .execute()
  },
  'the sql template': async (app) => {
    const db = app.kysely()
    return [
      await sql<{ slug: string }>`select slug from courses where id = ${1}`.execute(db),
      await sql`select ${sql.lit('it is')} as a, ${sql.ref('courses.slug')} from courses`.execute(
        db,
      ),
      await failure(sql`select oops`.execute(db)),
    ]
  },
  'raw SQL builders': async (app) => {
    const db = app.kysely()
    const query = CompiledQuery.raw('select $1::int as a', [7])
    return [await db.executeQuery(query), query]
  },
  'a compiled query stays clean and can be executed again': async (app) => {
    const db = app.kysely()
    const compiled = db.selectFrom('courses').select('slug').where('id', '=', 1).compile()
    const results = await Promise.all([db.executeQuery(compiled), db.executeQuery(compiled)])
    return [compiled.sql, compiled.parameters, results, Object.isFrozen(compiled)]
  },
  'compiled by one instance, executed by another': async (app) => {
    const [first, second] = [app.kysely(), app.kysely()]
    return second.executeQuery(first.selectFrom('orders').select('id').compile())
  },
  'executeQuery with a builder': async (app) => {
    const db = app.kysely()
    return db.executeQuery(db.selectFrom('courses').select('slug').orderBy('id'))
  },
  explain: async (app) => {
    const [plan] = await app.kysely().selectFrom('courses').selectAll().explain('json')
    return Object.keys(Object(plan))
  },
  DDL: async (app) => {
    const db = app.kysely()
    await db.schema.createTable('scratch').temporary().addColumn('a', 'integer').execute()
    await db.schema.createIndex('scratch_a').on('scratch').column('a').execute()
    await db.schema.alterTable('scratch').addColumn('b', 'text').execute()
    return db.schema.dropTable('scratch').execute()
  },
  introspection: async (app) => {
    const tables = await app.kysely().introspection.getTables()
    return [tables, await app.kysely().introspection.getSchemas()]
  },
  'errors keep the app in their stack': async (app) => {
    const db = app.kysely()
    async function repository() {
      return await db
        .selectFrom('nowhere' as keyof Shop)
        .selectAll()
        .execute()
    }
    async function service() {
      return await repository()
    }
    return failure(service())
  },
  'an error position in a long statement': async (app) => {
    const list = Array.from({ length: 200 }, (_, n) => sql.lit(n))
    return failure(sql`select ${sql.join(list)}, oops`.execute(app.kysely()))
  },
  'an unhandled rejection': async (app) => {
    void app
      .kysely()
      .selectFrom('nowhere' as keyof Shop)
      .selectAll()
      .execute()
    await once(process, 'unhandledRejection')
  },
  'a promise that a repository returns, Promise.all, fire and forget': async (app) => {
    const db = app.kysely()
    const find = (id: number) =>
      db.selectFrom('courses').select('slug').where('id', '=', id).execute()
    void find(1)
    return [await find(2), await Promise.all([find(1), find(3)])]
  },
  'ifs, functions and dynamic references': async (app) => {
    const db = app.kysely()
    return db
      .selectFrom('courses')
      .select(['slug', (eb) => eb.fn.coalesce('price', sql<string>`0`).as('price')])
      .$if(true, (qb) => qb.where('price', 'is', null))
      .$call((qb) => qb.orderBy(db.dynamic.ref('slug')))
      .execute()
  },
  'connection() holds one session': async (app) =>
    app
      .kysely()
      .connection()
      .execute(async (db) => {
        await sql`set application_name = 'held'`.execute(db)
        return sql`show application_name`.execute(db)
      }),
  'connection() releases the connection if its callback throws': async (app) => {
    const pool = app.plainPool({ max: 1 })
    const db = app.kysely({ pool })
    const thrown = failure(
      db.connection().execute(() => {
        throw new Error('of the app')
      }),
    )
    return [await thrown, pool.idleCount, await sql`select 1 as a`.execute(db)]
  },
  'destroy ends the pool': async (app) => {
    const db = app.kysely()
    await db.selectFrom('courses').selectAll().execute()
    await db.destroy()
    return [await failure(db.selectFrom('courses').selectAll().execute()), await db.destroy()]
  },
  'await using': async (app) => {
    const db = app.kysely()
    const dispose = (db as unknown as Partial<AsyncDisposable>)[Symbol.asyncDispose]
    if (!dispose) return 'not in this version'
    await db.selectFrom('courses').selectAll().execute()
    await dispose.call(db as unknown as AsyncDisposable)
    return failure(db.selectFrom('courses').selectAll().execute())
  },
  'isTransaction, fn, dynamic, schema and keys': async (app) => {
    const db = app.kysely()
    return [
      db.isTransaction,
      typeof db.fn.count,
      db.dynamic.constructor.name,
      db.schema.constructor.name,
      db.case().constructor.name,
      Object.keys(db),
    ]
  },
}
