import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import Cursor from 'pg-cursor'
import { to as copyTo } from 'pg-copy-streams'
import QueryStream from 'pg-query-stream'
import type { Stage } from '../harness/stage.js'
import type { Scenarios } from '../harness/scenario.js'
import type { Shop } from '../harness/shop.js'

/** What a library sees of an object's methods: their names, their lengths, and the object's keys. */
function shapes(target: object): unknown {
  const methods = new Map<string, unknown>()
  for (let owner = target; owner !== Object.prototype; owner = Object.getPrototypeOf(owner)) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
      if (typeof value !== 'function' || methods.has(name)) continue
      methods.set(name, [value.name, value.length])
    }
  }
  return [Object.keys(target), Object.fromEntries([...methods].toSorted())]
}

/** The methods of a submittable before it is sent, while it is in flight, and afterwards. */
async function submitted(app: Stage, query: pg.Submittable, read: (sent: never) => unknown) {
  const client = await app.client()
  app.note(shapes(query))
  client.query(query)
  app.note(shapes(query))
  await read(query as never)
  return shapes(query)
}

export const pgMethods: Scenarios = {
  'of a pool': async (app) => {
    const pool = app.pool()
    app.note(shapes(pool))
    await pool.query('select 1')
    return [shapes(pool), shapes(Reflect.get(pool, 'Client'))]
  },
  'of a client': async (app) => shapes(await app.client()),
  'of a client from a pool': async (app) => {
    const client = await app.pool().connect()
    app.note(shapes(client))
    client.release()
    return shapes(client)
  },
  'of a client whose query is already wrapped': async (app) => {
    const client = new pg.Client(app.url)
    const { query } = client
    client.query = function wrapped(this: pg.Client, ...args: never[]) {
      return Reflect.apply(query, this, args)
    } as never
    return shapes(app.wrap(client))
  },
  'of a Query': (app) =>
    submitted(app, new pg.Query('select 1'), (query: pg.Query) => {
      return new Promise((resolve) => query.on('end', resolve))
    }),
  'of a cursor': (app) =>
    submitted(app, new Cursor('select 1') as never, async (cursor: Cursor) => {
      await cursor.read(1)
      await cursor.close()
    }),
  'of a query stream': (app) =>
    submitted(app, new QueryStream('select 1') as never, (stream: QueryStream) => stream.toArray()),
  'of a copy': (app) =>
    submitted(app, copyTo('copy (select 1) to stdout') as never, (stream: QueryStream) => {
      return stream.toArray()
    }),
}

export const kyselyMethods: Scenarios = {
  'of a connection': (app) =>
    app
      .kysely()
      .getExecutor()
      .provideConnection(async (connection) => {
        const query = app.kysely().selectNoFrom([]).compile()
        app.note(shapes(connection))
        await connection.executeQuery({ ...query, sql: 'select 1' })
        return shapes(connection)
      }),
  'of an iterator': async (app) => {
    const db = app.kysely()
    const query = db.selectFrom('courses').selectAll().compile()
    const stream = db.getExecutor().stream(query, 1)
    const { next, return: leave, throw: fail } = stream
    await stream.return?.()
    return [next, leave, fail].map((method) => [method?.name, method?.length])
  },
  'of a subclass': (app) => {
    class Database extends Kysely<Shop> {}
    const pool = app.plainPool()
    return shapes(app.wrap(new Database({ dialect: new PostgresDialect({ pool }) })).getExecutor())
  },
}
