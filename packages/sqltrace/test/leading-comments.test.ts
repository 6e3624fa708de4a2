import { Kysely, PostgresDialect, sql } from 'kysely'
import { Pool } from 'pg'
import { traced } from 'sqltrace'
import { afterAll, expect, test } from 'vitest'
import { useDatabase } from './support/database.js'

const database = useDatabase()
const pools: Pool[] = []
afterAll(() => Promise.all(pools.map((pool) => pool.end())))

/** What proxies and extensions look for at the very beginning of a text: pgcat, Odyssey, SPQR, pg_hint_plan. */
const leading = [
  '/* shard_id: 1 */',
  '/* sharding_key: abc */',
  "/*sharding_key='7'*/",
  "/*action='theirs',sharding_key='7'*/",
  '/* __spqr__sharding_key: 30 */',
  '/*+ SeqScan(t) */',
]

test.for(leading)('%s stays at the beginning, unchanged', async (comment) => {
  for (const placement of ['end', 'keyword'] as const) {
    const pool = traced(new Pool({ connectionString: database.url }), { placement })
    pools.push(pool)
    const db = traced(new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }))
    const sent = await database.sent(async () => {
      await pool.query(`${comment} select 1`)
      await pool.query(`${comment} select $1::int`, [2])
      await sql.raw(`${comment} select 3`).execute(db)
      await pool.query(`${comment} begin; rollback`)
    })
    expect(sent).toHaveLength(4)
    for (const text of sent) {
      expect(text).toMatch(/\/\*file='[^']+'\*\//)
      expect(text.startsWith(`${comment} `)).toBe(true)
    }
  }
})
