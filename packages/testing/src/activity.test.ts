import { Client } from 'pg'
import { expect, test } from 'vitest'
import { activity } from './activity.js'
import { startPostgres } from './postgres/start-postgres.js'

test('shows what other clients do, but never itself', async () => {
  const server = await startPostgres()
  const client = new Client({ connectionString: server.url, application_name: 'shop' })
  await client.connect()
  await client.query('begin')
  await client.query('select 1 as held')
  const rows = await activity(server.url)
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({
    state: 'idle in transaction',
    query: 'select 1 as held',
    application_name: 'shop',
  })
  expect(rows[0]?.running).toBeGreaterThan(0)
  await client.end()
  await server.stop()
})
