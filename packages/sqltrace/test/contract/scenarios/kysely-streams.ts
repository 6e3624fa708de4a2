import Cursor from 'pg-cursor'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { failure } from '../harness/failure.js'
import type { Scenarios } from '../harness/scenario.js'
import type { Stage } from '../harness/stage.js'
import type { Shop } from '../harness/shop.js'

/** Streaming needs the cursor in the dialect's config. */
function streaming(app: Stage) {
  const pool = app.plainPool({ max: 1 })
  const db = app.wrap(new Kysely<Shop>({ dialect: new PostgresDialect({ pool, cursor: Cursor }) }))
  return { pool, db, query: db.selectFrom('courses').select('slug').orderBy('id') }
}

export const kyselyStreams: Scenarios = {
  'to its end': async (app) => {
    const { query, pool } = streaming(app)
    for await (const row of query.stream(2)) app.note(row)
    return pool.idleCount
  },
  'left early': async (app) => {
    const { query, pool } = streaming(app)
    for await (const row of query.stream(1)) {
      app.note(row)
      break
    }
    return [pool.idleCount, await query.execute()]
  },
  'left by an error of the app': async (app) => {
    const { query, pool } = streaming(app)
    const read = async () => {
      for await (const row of query.stream(1)) throw new Error(`of the app at ${row.slug}`)
    }
    return [await failure(read()), pool.idleCount]
  },
  'that the server rejects': async (app) => {
    const { db, pool } = streaming(app)
    const read = async () => {
      for await (const row of db
        .selectFrom('nowhere' as keyof Shop)
        .selectAll()
        .stream()) {
        app.note(row)
      }
    }
    return [await failure(read()), pool.idleCount]
  },
  'that fails in a later row': async (app) => {
    const { db, pool } = streaming(app)
    const rows = db
      .selectFrom('courses')
      .select(sql<number>`1 / (3 - id)`.as('a'))
      .stream(1)
    const read = async () => {
      for await (const row of rows) app.note(row)
    }
    return [await failure(read()), pool.idleCount]
  },
  'never started': async (app) => {
    const { query, pool } = streaming(app)
    const stream = query.stream()
    app.note(Symbol.asyncIterator in stream)
    return [pool.totalCount, await stream.return?.()]
  },
  'step by step': async (app) => {
    const { query, pool } = streaming(app)
    const stream = query.stream(1)
    app.note(await stream.next(), await stream.next())
    app.note(await failure(stream.throw!(new Error('of the app'))), await stream.next())
    return pool.idleCount
  },
  'inside a transaction': async (app) => {
    const { db } = streaming(app)
    return db.transaction().execute(async (trx) => {
      for await (const row of trx.selectFrom('orders').select('id').orderBy('id').stream(2)) {
        app.note(row)
      }
    })
  },
  'without a cursor in the dialect': async (app) => {
    const db = app.kysely()
    const read = async () => {
      for await (const row of db.selectFrom('courses').selectAll().stream()) app.note(row)
    }
    return failure(read())
  },
}
