const { Pool } = require('pg')
const { Kysely, PostgresDialect, sql } = require('kysely')

const wrap = (traced, target) => (process.env.WRAP === 'traced' ? traced(target) : target)

/** Reloads the library's modules, as a development server does. */
function reloaded() {
  for (const file of Object.keys(require.cache)) {
    if (/[\\/]sqltrace[\\/]dist[\\/]/.test(file)) delete require.cache[file]
  }
  return require('sqltrace').traced
}

/** The comments that the server sees must be one, or none on a plain client. */
const comments = `select array_length(string_to_array(current_query(), 'file='), 1) as parts`

async function main() {
  const all = [
    require('sqltrace').traced,
    (await import('sqltrace')).traced,
    reloaded(),
    reloaded(),
  ]
  const pool = new Pool({ connectionString: process.argv[2] })
  for (const traced of all) wrap(traced, pool)
  const dialect = new PostgresDialect({ pool })
  const db = all.reduce((one, traced) => wrap(traced, one), new Kysely({ dialect }))
  console.error((await pool.query(comments)).rows, (await sql.raw(comments).execute(db)).rows)
  console.log(
    await db.transaction().execute(async (trx) => (await sql`select 1 as a`.execute(trx)).rows),
  )
  await pool.end()
}

main()
