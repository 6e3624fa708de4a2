import pg from 'pg'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { wrap } from './wrap.js'

const fail = () => {
  throw new Error('of a hostile process')
}

/** What an app, its tools or its hardening may have done to the process. */
const deeds = {
  'prepareStackTrace that throws': () => (Error.prepareStackTrace = fail),
  'prepareStackTrace that returns a number': () => (Error.prepareStackTrace = () => 7),
  'prepareStackTrace that returns frames': () => (Error.prepareStackTrace = (_, frames) => frames),
  'a limit of no frames': () => (Error.stackTraceLimit = 0),
  'a limit that is not a number': () => (Error.stackTraceLimit = 'many'),
  'no limit at all': () => delete Error.stackTraceLimit,
  'no captureStackTrace': () => delete Error.captureStackTrace,
  'a frozen Error': () => Object.freeze(Error),
  'frozen prototypes': () => {
    for (const { prototype } of [
      Object,
      Array,
      Function,
      Promise,
      Error,
      Map,
      pg.Client,
      pg.Pool,
    ]) {
      Object.freeze(prototype)
    }
  },
}

async function use() {
  const pool = wrap(new pg.Pool({ connectionString: process.argv[2] }))
  const db = wrap(new Kysely({ dialect: new PostgresDialect({ pool }) }))
  const config = Object.freeze({ text: 'select $1::int as a', values: Object.freeze([1]) })
  console.log((await pool.query(config)).rows, (await sql`select 2 as a`.execute(db)).rows)
  console.log(await pool.query('select oops').catch(({ message }) => message))
  console.log(
    await db.transaction().execute(async (trx) => (await sql`select 3 as a`.execute(trx)).rows),
  )
  await pool.end()
}

for (const [name, deed] of Object.entries(deeds)) {
  const { prepareStackTrace, captureStackTrace } = Error
  console.log(name)
  deed()
  await use()
  if (Object.isFrozen(Error)) continue
  Object.assign(Error, { prepareStackTrace, captureStackTrace, stackTraceLimit: 10 })
}
