import { Kysely, sql } from 'kysely'
import { PostgresJSDialect } from 'kysely-postgres-js'
import postgres from 'postgres'
import { expect, test } from 'vitest'
import { traced, withTags } from '../../src/index.js'
import { useDatabase } from '../support/database.js'
import { here } from '../support/here.js'
import { useSpans } from '../support/spans.js'

const database = useDatabase()
useSpans()

/** postgres.js can keep a prepared statement per text. */
function preparing() {
  const client = postgres(database.url, { max: 1 })
  const reserve = async () => {
    const reserved = await client.reserve()
    const { unsafe } = reserved
    reserved.unsafe = ((text: string, values: never[]) =>
      unsafe.call(reserved, text, values, { prepare: true })) as typeof unsafe
    return reserved
  }
  return Object.assign(() => {}, { reserve, end: () => client.end() }) as unknown as typeof client
}

test('a driver that keeps a prepared statement per text keeps one per line', async () => {
  const dialect = new PostgresJSDialect({ postgres: preparing() })
  const db = traced(new Kysely<object>({ dialect }), { traceparent: true })
  const line = here(2)
  for (let job = 0; job < 20; job++)
    await withTags({ job: `job-${job}` }, () => sql`select ${job}::int as n`.execute(db))
  const { rows } = await sql<{ statement: string }>`
    select statement from pg_prepared_statements where statement like ${'%::int as n%'}
  `.execute(db)
  await db.destroy()
  expect(rows.map(({ statement }) => statement)).toEqual([`select $1::int as n /*file='${line}'*/`])
})
