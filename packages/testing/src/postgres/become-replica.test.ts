import { setInterval } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Postgres } from './postgres.js'
import { startPostgres } from './start-postgres.js'

let writer: Postgres
let readers: Postgres[]

beforeAll(async () => {
  writer = await startPostgres()
  await query(writer, 'create table courses as select 1 as id')
  readers = [await startPostgres({ primary: writer }), await startPostgres({ primary: writer })]
})

afterAll(async () => {
  await Promise.all([writer, ...readers].map((server) => server.stop()))
})

async function query(server: Postgres, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: server.url })
  await client.connect()
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat()
  } finally {
    await client.end()
  }
}

async function arrival(reader: Postgres): Promise<unknown[]> {
  for await (const _ of setInterval(20)) {
    const rows = await query(reader, 'select id from courses order by id')
    if (rows.length > 1) return rows
  }
  return []
}

test("replicas have the primary's data, and receive what it writes from then on", async () => {
  await query(writer, 'insert into courses values (2)')
  expect(await Promise.all(readers.map(arrival))).toEqual([
    [1, 2],
    [1, 2],
  ])
})

test('a replica rejects writes', async () => {
  const [reader] = readers as [Postgres]
  expect(await query(reader, 'select pg_is_in_recovery()')).toEqual([true])
  await expect(query(reader, 'insert into courses values (3)')).rejects.toThrow('read-only')
})
