import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { traced } from 'sqltrace'
import type { School } from './schema.js'

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] })

/** The app's database; this is the only line that sqltrace needs. */
export const db = traced(new Kysely<School>({ dialect: new PostgresDialect({ pool }) }), {
  application: 'school',
})
