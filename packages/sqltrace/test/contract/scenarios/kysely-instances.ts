import { Kysely, PostgresDialect, sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { Scenarios } from '../harness/scenario.js'
import type { Shop } from '../harness/shop.js'
import type { Stage } from '../harness/stage.js'

class AppDatabase extends Kysely<Shop> {
  readonly mine = 'mine'
  slugs() {
    return this.selectFrom('courses').select('slug').orderBy('id').execute()
  }
}

const dialect = (app: Stage) => new PostgresDialect({ pool: app.plainPool() })
const select = sql`select slug from courses order by id`

export const kyselyInstances: Scenarios = {
  'an instance of Kysely': (app) => {
    const db = app.kysely()
    return [db instanceof Kysely, db.constructor === Kysely, Object.prototype.toString.call(db)]
  },
  'a subclass': async (app) => {
    const db = app.wrap(new AppDatabase({ dialect: dialect(app) }))
    const inner = await db.transaction().execute((trx) => select.execute(trx))
    return [db instanceof AppDatabase, db.mine, await db.slugs(), inner]
  },
  'wrapped twice': async (app) => {
    const once = app.kysely()
    const twice = app.wrap(app.wrap(once))
    const pool = app.wrap(app.pool())
    return [await select.execute(twice), await select.execute(once), await pool.query('select 1')]
  },
  'over a pool that is also wrapped': async (app) => {
    const pool = app.pool({ max: 1 })
    const db = app.kysely({ pool })
    const inner = await db.transaction().execute((trx) => select.execute(trx))
    return [await select.execute(db), inner, await pool.query('select 1 as a'), pool.idleCount]
  },
  'the untraced original beside the traced one': async (app) => {
    const original = app.plainKysely()
    const db = app.wrap(original)
    const both = await Promise.all([select.execute(db), select.execute(original)])
    const nested = await db.transaction().execute(() => select.execute(original))
    return [both, nested, db.getExecutor().plugins, original.getExecutor().plugins]
  },
  'hot reload wraps the clients of the module before': async (app) => {
    const pool = app.plainPool({ max: 1 })
    for (let reload = 0; reload < 5; reload++) app.wrap(pool)
    const original = app.plainKysely({ pool })
    const reloaded = [1, 2, 3].map(() => app.wrap(original))
    return Promise.all(reloaded.map((db) => select.execute(db)))
  },
  'one pool that raw queries and Kysely share': async (app) => {
    const pool = app.pool()
    const db = app.kysely({ pool })
    const client = await pool.connect()
    const results = [await client.query('select 1 as a'), await select.execute(db)]
    client.release()
    return [results, await pool.query('select 2 as a')]
  },
  'a frozen client, pool and Kysely': async (app) => {
    const db = app.wrap(Object.freeze(app.plainKysely()))
    return select.execute(db)
  },
  'an executor that the app calls directly': async (app) => {
    const db = app.kysely()
    const executor = db.getExecutor()
    const compiled = db.selectFrom('courses').select('slug').where('id', '=', 1).compile()
    const provided = await executor.provideConnection((connection) =>
      connection.executeQuery(compiled),
    )
    return [provided.rows, typeof executor.adapter, executor.plugins]
  },
  'a connection that the app uses directly inside a transaction': async (app) =>
    app
      .kysely()
      .transaction()
      .execute((trx: Transaction<Shop>) =>
        trx.getExecutor().provideConnection(async (connection) => {
          const compiled = trx.selectFrom('courses').select('slug').where('id', '=', 2).compile()
          return (await connection.executeQuery(compiled)).rows
        }),
      ),
}
