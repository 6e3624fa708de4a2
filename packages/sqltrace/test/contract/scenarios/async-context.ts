import { AsyncLocalStorage } from 'node:async_hooks'
import { once } from 'node:events'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import Cursor from 'pg-cursor'
import type { Scenarios } from '../harness/scenario.js'
import type { Shop } from '../harness/shop.js'

/** The app's own store, as for its logger or its request scope. */
const store = new AsyncLocalStorage<string>()

export const asyncContext: Scenarios = {
  'promises of a pool continue in the context of the caller': async (app) => {
    const pool = app.pool()
    const ask = async (name: string) => {
      await pool.query('select 1')
      return store.getStore() === name
    }
    const names = ['a', 'b', 'c', 'd']
    return Promise.all(names.map((name) => store.run(name, ask, name)))
  },
  'promises of a client continue in the context of the caller': async (app) => {
    const client = await app.client()
    const ask = async () => {
      await client.query('select 1')
      return store.getStore()
    }
    return [await store.run('a', ask), await store.run('b', ask), store.getStore()]
  },
  'a callback runs in the context of the connecting code, if that is the caller': async (app) =>
    store.run('a', async () => {
      const client = await app.client()
      return new Promise((resolve) => client.query('select 1', () => resolve(store.getStore())))
    }),
  'events run in the context of the connecting code, if that is the caller': async (app) =>
    store.run('a', async () => {
      const client = await app.client()
      const query = client.query(new pg.Query('select 1'))
      query.on('row', () => app.note(store.getStore()))
      await once(query, 'end')
    }),
  'the events of a pool': async (app) => {
    const pool = app.pool({ max: 1 })
    for (const event of ['connect', 'acquire', 'release', 'remove'] as const) {
      pool.on(event, () => app.note(event, store.getStore()))
    }
    await store.run('a', () => pool.query('select 1'))
    await store.run('b', () => pool.query('select 1'))
    await pool.end()
    await app.recorded('remove')
  },
  'Kysely continues in the context of the caller, even in a transaction': async (app) => {
    const db = app.kysely()
    const ask = () =>
      db.transaction().execute(async (trx) => {
        await trx.selectFrom('courses').selectAll().execute()
        return store.getStore()
      })
    return Promise.all([store.run('a', ask), store.run('b', ask)])
  },
  'a Kysely stream continues in the context of the caller': async (app) => {
    const dialect = new PostgresDialect({ pool: app.plainPool(), cursor: Cursor })
    const db = app.wrap(new Kysely<Shop>({ dialect }))
    return store.run('a', async () => {
      for await (const { slug } of db
        .selectFrom('courses')
        .select('slug')
        .orderBy('id')
        .stream(1)) {
        app.note(slug, store.getStore())
      }
    })
  },
  'the context of the app is unchanged afterwards': async (app) => {
    const db = app.kysely()
    await store.run('a', () => db.selectFrom('courses').selectAll().execute())
    return store.getStore()
  },
}
