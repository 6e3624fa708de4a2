import { cp } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { wrap } from './wrap.js'

const [, , url, folder] = process.argv
const require = createRequire(import.meta.url)
const modules = join(folder, 'node_modules')
await cp(dirname(require.resolve('kysely/package.json')), join(modules, 'kysely'), {
  recursive: true,
})
const copy = await import(pathToFileURL(createRequire(join(modules, 'app.js')).resolve('kysely')))

const pool = new pg.Pool({ connectionString: url })
const db = wrap(new Kysely({ dialect: new PostgresDialect({ pool }) }))
const other = wrap(new copy.Kysely({ dialect: new copy.PostgresDialect({ pool }) }))
console.log(other instanceof copy.Kysely, other instanceof Kysely)
console.log((await sql`select 1 as a`.execute(other)).rows)
console.log((await copy.sql`select 2 as a`.execute(db)).rows)
console.log(
  await other.transaction().execute(async (trx) => (await sql`select 3 as a`.execute(trx)).rows),
)
console.log((await db.executeQuery(copy.sql`select 4 as a`.compile(other))).rows)
await pool.end()
