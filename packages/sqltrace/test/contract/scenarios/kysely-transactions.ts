import { setTimeout } from 'node:timers/promises'
import { Transaction, sql } from 'kysely'
import type { Kysely } from 'kysely'
import { asleep } from '../harness/asleep.js'
import { failure } from '../harness/failure.js'
import type { Scenarios } from '../harness/scenario.js'
import { until } from '../harness/until.js'
import type { Shop } from '../harness/shop.js'

const insert = (db: Kysely<Shop>, slug: string) =>
  db.insertInto('courses').values({ slug, title: slug }).execute()

const slugs = (db: Kysely<Shop>) => db.selectFrom('courses').select('slug').orderBy('id').execute()

/** Controlled transactions came with Kysely 0.28. */
const isControlled = (db: Kysely<Shop>) => 'startTransaction' in db

export const kyselyTransactions: Scenarios = {
  commit: async (app) => {
    const db = app.kysely()
    app.note(await db.transaction().execute((trx) => insert(trx, 'a').then(() => 'returned')))
    return slugs(db)
  },
  'rollback by an error of the app': async (app) => {
    const db = app.kysely()
    const transaction = db.transaction().execute(async (trx) => {
      await insert(trx, 'a')
      throw new RangeError('of the app')
    })
    return [await failure(transaction), await slugs(db)]
  },
  'rollback by an error of the database': async (app) => {
    const db = app.kysely()
    const transaction = db.transaction().execute(async (trx) => {
      await insert(trx, 'a')
      await insert(trx, 'sql')
    })
    return [await failure(transaction), await slugs(db)]
  },
  'an error that the callback swallows': async (app) => {
    const db = app.kysely()
    const transaction = db.transaction().execute(async (trx) => {
      await insert(trx, 'a')
      app.note(await failure(insert(trx, 'sql')))
      app.note(await failure(insert(trx, 'b')))
    })
    app.note(await transaction.catch((error: unknown) => error))
    return slugs(db)
  },
  'isolation levels': async (app) => {
    const db = app.kysely()
    const levels = ['read committed', 'repeatable read', 'serializable'] as const
    for (const level of levels) {
      const show = sql`show transaction_isolation`
      const transaction = db.transaction().setIsolationLevel(level)
      app.note(await transaction.execute((trx) => show.execute(trx)))
    }
  },
  'an access mode': async (app) => {
    const transaction = app.kysely().transaction()
    if (!('setAccessMode' in transaction)) return 'not in this version'
    const readOnly = transaction.setAccessMode('read only')
    return failure(readOnly.execute((trx) => insert(trx, 'a')))
  },
  'a nested transaction is rejected': async (app) => {
    const db = app.kysely()
    return db.transaction().execute((trx) => failure(() => trx.transaction()))
  },
  'what a transaction is': async (app) => {
    const db = app.kysely()
    return db
      .transaction()
      .execute(async (trx) => [
        trx.isTransaction,
        trx instanceof Transaction,
        trx.constructor.name,
        (trx.withSchema('archive') as Transaction<Shop>).isTransaction,
      ])
  },
  'many concurrent transactions': async (app) => {
    const db = app.kysely()
    const one = (n: number) =>
      db.transaction().execute(async (trx) => {
        await insert(trx, `n${n}`)
        return (await sql<{ n: number }>`select ${n}::int as n`.execute(trx)).rows
      })
    app.note(await Promise.all(Array.from({ length: 20 }, (_, n) => one(n))))
    return (await slugs(db)).length
  },
  'concurrent queries in one transaction': async (app) => {
    const db = app.kysely()
    return db
      .transaction()
      .execute((trx) => Promise.allSettled([slugs(trx), insert(trx, 'a'), slugs(trx)]))
  },
  'a transaction that outlives its callback': async (app) => {
    const db = app.kysely()
    let leaked: Transaction<Shop> | undefined
    await db.transaction().execute(async (trx) => {
      leaked = trx
    })
    return leaked && slugs(leaked).catch((error: unknown) => error)
  },
  'a transaction that is itself traced': async (app) => {
    const db = app.plainKysely()
    return db.transaction().execute(async (plain) => {
      const trx = app.wrap(plain)
      return [trx.isTransaction, trx instanceof Transaction, await slugs(trx)]
    })
  },
  'a pool that is exhausted by its own transactions': async (app) => {
    const pool = app.plainPool({ max: 1, connectionTimeoutMillis: 200 })
    const db = app.kysely({ pool })
    await slugs(db)
    const inner = db.transaction().execute(() => slugs(db))
    return [await failure(inner), await slugs(db), pool.idleCount]
  },
  'the server terminates the session in the middle': async (app) => {
    const db = app.kysely()
    const killer = await app.client()
    const transaction = db.transaction().execute(async (trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
      const sleeping = failure(sql`select pg_sleep(10)`.execute(trx))
      await asleep(killer)
      await killer.query('select pg_terminate_backend($1)', [rows[0]?.pid])
      const error = await sleeping
      // How the rollback fails depends on whether the socket is already closed.
      await setTimeout(200)
      throw error
    })
    return [await failure(transaction), await slugs(db)]
  },
  'a controlled transaction': async (app) => {
    const db = app.kysely()
    if (!isControlled(db)) return 'not in this version'
    const trx = await db.startTransaction().execute()
    await insert(trx, 'a')
    app.note(trx.isCommitted, trx.isRolledBack, trx.isTransaction, trx.constructor.name)
    await trx.commit().execute()
    app.note(trx.isCommitted, trx.isRolledBack)
    return [await failure(() => slugs(trx)), await slugs(db)]
  },
  'a controlled transaction with savepoints': async (app) => {
    const db = app.kysely()
    if (!isControlled(db)) return 'not in this version'
    const trx = await db.startTransaction().setIsolationLevel('serializable').execute()
    await insert(trx, 'a')
    const after = await trx.savepoint('first').execute()
    await insert(after, 'b')
    const back = await after.rollbackToSavepoint('first').execute()
    app.note(await slugs(back))
    await back.releaseSavepoint('first').execute()
    await trx.rollback().execute()
    return slugs(db)
  },
  'a controlled transaction releases its connection': async (app) => {
    const pool = app.plainPool({ max: 1 })
    const db = app.kysely({ pool })
    if (!isControlled(db)) return 'not in this version'
    const trx = await db.startTransaction().execute()
    app.note(pool.idleCount, pool.totalCount)
    await trx.rollback().execute()
    await until(() => pool.idleCount === 1)
    return [pool.totalCount, await slugs(db)]
  },
  'a controlled transaction with await using': async (app) => {
    const db = app.kysely()
    if (!isControlled(db)) return 'not in this version'
    const trx = await db.startTransaction().execute()
    await insert(trx, 'a')
    const dispose = (trx as unknown as Partial<AsyncDisposable>)[Symbol.asyncDispose]
    app.note(typeof dispose)
    await trx.rollback().execute()
    return slugs(db)
  },
}
