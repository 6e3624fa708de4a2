import { startPostgres, type Postgres } from '@sqltrace/testing'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from './support/run-cli.js'

const tag = "/*file='src/courses/repo.ts:42',method='GET',route='/courses'*/"
let writer: Postgres
let reader: Postgres
const clients: pg.Client[] = []

/** Keeps a session of a server busy with statements of 200 ms. */
const keepBusy = async ({ url }: Postgres) => {
  const client = new pg.Client(url)
  client.on('error', () => undefined)
  await client.connect()
  clients.push(client)
  const repeat = (): Promise<unknown> => client.query(`select pg_sleep(0.2) ${tag}`).then(repeat)
  repeat().catch(() => undefined)
}

const run = (...args: string[]) =>
  runCli([...args, '--json', '--url', 'WRITER', '--url', 'READER'], {
    env: { WRITER: writer.url, READER: reader.url },
  })

beforeAll(async () => {
  writer = await startPostgres()
  const client = new pg.Client(writer.url)
  await client.connect()
  await client.query('create extension pg_stat_statements')
  await client.end()
  reader = await startPostgres({ primary: writer })
  await Promise.all([keepBusy(writer), keepBusy(reader), keepBusy(reader)])
})

afterAll(async () => {
  await reader.stop()
  await writer.stop()
})

test('top adds up a writer and its reader, and shows which is which', async () => {
  const { objects } = await run('top', '--seconds', '1')
  expect(objects).toMatchObject([
    { key: 'src/courses/repo.ts:42', servers: [{ name: 'READER' }, { name: 'WRITER' }] },
    {
      servers: [
        { name: 'WRITER', role: 'writer' },
        { name: 'READER', role: 'reader' },
      ],
    },
  ])
  expect(objects[0]?.['load']).toBeGreaterThan(2)
})

test("slow adds up both servers' counters of a statement", async () => {
  const { objects } = await run('slow', '--sample', '1.5')
  expect(objects[0]).toMatchObject({
    type: 'statement',
    servers: ['WRITER', 'READER'],
    sites: [{ file: 'src/courses/repo.ts:42', share: 1 }],
  })
})
