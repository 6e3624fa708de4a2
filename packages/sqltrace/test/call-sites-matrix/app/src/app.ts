import { Kysely, PostgresDialect } from 'kysely'
import { Pool } from 'pg'
import Cursor from 'pg-cursor'
import { ready, traced } from 'sqltrace'
import { calls } from './shapes/calls.ts'
import { clients } from './shapes/clients.ts'
import { functions } from './shapes/functions.ts'
import { places } from './shapes/places.ts'
import { statements } from './shapes/statements.ts'

const options = { callSite: { ignore: ['**/src/db', 'dist/db'] } }
const shapes = { ...calls, ...functions, ...statements, ...clients, ...places }

/** Runs every shape; an untraced client marks its beginning in the server's log. */
export async function main(): Promise<void> {
  const connection = { connectionString: process.env['DATABASE_URL'] }
  const control = new Pool({ ...connection, max: 1 })
  const pool = traced(new Pool({ ...connection, max: 4 }), options)
  const db = traced(
    new Kysely<any>({ dialect: new PostgresDialect({ pool, cursor: Cursor }) }),
    options,
  )
  await ready()
  await (globalThis as { beforeShapes?: () => unknown }).beforeShapes?.()
  for (const [name, shape] of Object.entries(shapes)) {
    await control.query(`select 'begins:${name}'`)
    await shape({ db, pool })
  }
  await control.query("select 'begins:nothing'")
  await Promise.all([control.end(), db.destroy()])
}
