import { type Kysely, sql } from 'kysely'
import pg from 'pg'
import type { Pool, QueryResult } from 'pg'

/** What a kind of call needs. */
export interface App {
  readonly pool: Pool
  readonly db: Kysely<unknown>
}

type Callback = (error: Error, result: QueryResult) => void

const settled = (result: Promise<{ rows: unknown[] }>) =>
  result.then(
    ({ rows }) => rows,
    (error: Error) => error.message,
  )

/** The arguments of a callback, as a promise. */
function calledBack(run: (callback: Callback) => void) {
  return new Promise((resolve) =>
    run((error, result) => resolve(error ? error.message : result.rows)),
  )
}

async function ended({ pool }: App, query: pg.Query) {
  const client = await pool.connect()
  await new Promise((resolve) => client.query(query).on('end', resolve))
  client.release()
}

/** Each kind of call resolves with rows, or with an error message. */
export type Forms = Readonly<Record<string, (app: App) => Promise<unknown>>>

/** How an app sends statements with pg. */
export const pgForms: Forms = {
  'a text': ({ pool }) => settled(pool.query('select 11 as n')),
  'a text that a guard rejects': ({ pool }) => settled(pool.query('select 13 as n')),
  'a text that fails': ({ pool }) => settled(pool.query('select nothing')),
  'a text and values': ({ pool }) => settled(pool.query('select $1::int as n', [12])),
  'a text and a callback': ({ pool }) => calledBack((done) => pool.query('select 14 as n', done)),
  'a text that a guard rejects, and a callback': ({ pool }) =>
    calledBack((done) => pool.query('select 13 as n', done)),
  'a text, values and a callback': ({ pool }) =>
    calledBack((done) => pool.query('select $1::int as n', [15], done)),
  'a config': ({ pool }) => settled(pool.query({ text: 'select 16 as n' })),
  'a config with values': ({ pool }) =>
    settled(pool.query({ text: 'select $1::int as n', values: [17] })),
  'two concurrent queries': ({ pool }) =>
    Promise.all([
      settled(pool.query('select 18 as n')),
      settled(pool.query('select $1::int as n', [19])),
    ]),
  'a client': async ({ pool }) => {
    const client = await pool.connect()
    const rows = await settled(client.query('select 20 as n'))
    client.release()
    return rows
  },
  'a client for a callback': ({ pool }) =>
    calledBack((done) =>
      pool.connect((_error, client, release) =>
        client?.query('select 21 as n', (error, result) => {
          release()
          done(error, result)
        }),
      ),
    ),
  'a query object': (app) => ended(app, new pg.Query('select 22 as n')),
}

/** How an app sends statements with Kysely. */
export const kyselyForms: Forms = {
  'a query of Kysely': ({ db }) => settled(sql`select ${23}::int as n`.execute(db)),
  'a transaction of Kysely': ({ db }) =>
    settled(db.transaction().execute((trx) => sql`select 24 as n`.execute(trx))),
}
