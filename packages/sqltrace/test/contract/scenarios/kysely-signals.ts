import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Scenario, Scenarios } from '../harness/scenario.js'
import { failure } from '../harness/failure.js'
import type { Shop } from '../harness/shop.js'

/** Kysely accepts abort signals since 0.29; before, executions have no options. */
type Execute = (options?: object) => Promise<unknown>

const sleeping = (db: Kysely<Shop>): Execute => {
  const query = db
    .selectFrom('courses')
    .select(sql`pg_sleep(0.3)`.as('slept'))
    .limit(1)
  return query.execute.bind(query) as Execute
}

const abortedAfter =
  (milliseconds: number, options: object = {}): Scenario =>
  async (app) => {
    const pool = app.plainPool({ max: 1 })
    const db = app.kysely({ pool })
    const signal = AbortSignal.timeout(milliseconds)
    const outcome = await Promise.allSettled([sleeping(db)({ signal, ...options })])
    app.note(
      outcome.map(({ status }) => status),
      errorOf(outcome[0]),
    )
    const next = sql`select 1 as goes_on`
    // A session that is being terminated may be handed out once more.
    return next.execute(db).catch(() => next.execute(db))
  }

function errorOf(outcome: PromiseSettledResult<unknown>) {
  if (outcome.status === 'fulfilled') return undefined
  const { name, code, message } = Object(outcome.reason)
  return { name, code, message }
}

export const kyselySignals: Scenarios = {
  'an already aborted signal': async (app) => {
    const db = app.kysely()
    const query = db.selectFrom('courses').select('slug').orderBy('id')
    const execute = query.execute.bind(query) as Execute
    return Promise.allSettled([execute({ signal: AbortSignal.abort(new Error('of the app')) })])
  },
  'a signal that is aborted while the query runs': abortedAfter(30),
  'the query is canceled on the server': abortedAfter(30, {
    inflightQueryAbortStrategy: 'cancel query',
  }),
  'the session is terminated on the server': abortedAfter(30, {
    inflightQueryAbortStrategy: 'kill session',
  }),
  'the query is left running': abortedAfter(30, { inflightQueryAbortStrategy: 'ignore query' }),
  'a signal that is never aborted': async (app) => {
    const db = app.kysely()
    const query = db.selectFrom('courses').select('slug').orderBy('id')
    return (query.execute.bind(query) as Execute)({ signal: new AbortController().signal })
  },
  'a signal in a transaction': async (app) => {
    const db = app.kysely()
    const transaction = db
      .transaction()
      .execute((trx) => sleeping(trx)({ signal: AbortSignal.abort() }))
    return Promise.allSettled([transaction])
  },
  'cancel of a plain client': async (app) => {
    const client = await app.client()
    return failure(client.query('set statement_timeout = 1; select pg_sleep(1)'))
  },
}
