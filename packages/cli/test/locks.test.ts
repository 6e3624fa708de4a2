import { startPostgres, type Postgres } from '@sqltrace/testing'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from './support/run-cli.js'

let server: Postgres
const clients: pg.Client[] = []

async function connect(application: string) {
  const client = new pg.Client({
    connectionString: server.url,
    application_name: application,
  })
  client.on('error', () => {})
  clients.push(client)
  await client.connect()
  return client
}

beforeAll(async () => {
  server = await startPostgres({ settings: { max_prepared_transactions: '5' } })
  const admin = await connect('setup')
  await admin.query(
    'create table t (id int primary key, n int); insert into t values (1, 0), (2, 0)',
  )
})

afterAll(async () => {
  await server.stop()
})

/** Waits until so many sessions wait for locks, then looks. */
async function look(waiting: number) {
  const watcher = await connect('watcher')
  for (;;) {
    const { rowCount } = await watcher.query(
      `select from pg_stat_activity where wait_event_type = 'Lock'`,
    )
    if (rowCount === waiting) break
  }
  const env = { env: { DATABASE_URL: server.url } }
  const [json, text] = [await runCli(['locks', '--json'], env), await runCli(['locks'], env)]
  return { objects: json.objects.filter(({ type }) => type === 'session'), text: text.stdout }
}

test('prepared transactions, running statements and advisory locks have their names and remedies', async () => {
  const preparing = await connect('two-phase')
  await preparing.query(`begin; update t set n = 1 where id = 1; prepare transaction 'order 17'`)
  const blocked = (await connect('shop')).query('update t set n = 2 where id = 1').catch(() => {})
  const keeper = await connect('nightly')
  await keeper.query('begin; select pg_advisory_xact_lock(42)')
  const running = keeper.query('select pg_sleep(30)').catch(() => {})
  const waiting = (await connect('job')).query('select pg_advisory_lock(42)').catch(() => {})

  const { objects, text } = await look(2)
  expect(objects).toContainEqual(
    expect.objectContaining({
      pid: null,
      prepared: ['order 17'],
      remedy: { statements: ["rollback prepared 'order 17'"] },
      terminate: null,
    }),
  )
  const holder = objects.find(({ application }) => application === 'nightly')
  expect(holder).toMatchObject({
    user: 'postgres',
    address: '127.0.0.1',
    remedy: {
      statements: [
        `select pg_cancel_backend(${holder?.['pid']})`,
        `select pg_terminate_backend(${holder?.['pid']})`,
      ],
    },
  })
  expect(objects).toContainEqual(
    expect.objectContaining({ waits_for: expect.objectContaining({ advisory: '42' }) }),
  )
  expect(text).toMatch(/prepared transaction order 17/)
  expect(text).toMatch(/application nightly, from 127\.0\.0\.1/)
  expect(text).toMatch(/on advisory key 42/)

  const admin = await connect('admin')
  await admin.query(`rollback prepared 'order 17'`)
  await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name in ('nightly', 'job', 'shop')`)
  await Promise.all([blocked, running, waiting])
  await Promise.all(clients.map((client) => client.end().catch(() => {})))
})
