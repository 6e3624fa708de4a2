import { freePort } from '@sqltrace/testing'
import pg from 'pg'
import { expect, test } from 'vitest'
import { traced } from '../src/index.js'
import { useDatabase } from './support/database.js'
import { useSpans } from './support/spans.js'

const database = useDatabase()
const spans = useSpans()

test('a pooled statement that cannot connect names the server and the database', async () => {
  const port = await freePort()
  const url = `postgres://app:secret@127.0.0.1:${port}/shop`
  const pool = traced(new pg.Pool({ connectionString: url }))
  const [span, ...others] = await spans.during(() => pool.query('select 1').catch(() => {}))
  expect(others).toEqual([])
  expect(span?.attributes).toMatchObject({
    'server.address': '127.0.0.1',
    'server.port': port,
    'db.namespace': 'shop',
    'error.type': 'ECONNREFUSED',
  })
  expect(span?.attributes).not.toHaveProperty('db.response.status_code')
  expect(JSON.stringify(span?.attributes)).not.toMatch(/secret|app:/)
})

test('a system error code of five letters is not an SQLSTATE, and ends the transaction', async () => {
  const client = traced(new pg.Client(database.url))
  await client.connect()
  client.on('error', () => {})
  const ended = await spans.during(async () => {
    await client.query('begin')
    const answer = client.query('select pg_sleep(0.3)').catch(() => {})
    const { stream } = client as unknown as { stream?: { destroy(error: Error): void } }
    const socket = stream ?? (client as unknown as Internals).connection.stream
    socket.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE', syscall: 'write' }))
    await answer
  })
  const failed = ended.find(({ attributes }) => attributes['error.type'] === 'EPIPE')
  expect(failed?.attributes).not.toHaveProperty('db.response.status_code')
  const [transaction] = ended.filter(({ name }) => name === 'transaction')
  expect(transaction?.attributes['sqltrace.transaction.outcome']).toBe('lost')
})

interface Internals {
  readonly connection: { readonly stream: { destroy(error: Error): void } }
}
