import { setTimeout as sleep } from 'node:timers/promises'
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
  server = await startPostgres({
    settings: {
      max_prepared_transactions: '5',
      autovacuum_naptime: '1s',
      deadlock_timeout: '1h',
    },
  })
  const admin = await connect('setup')
  await admin.query(
    'create table t (id int primary key, n int); insert into t values (1, 0), (2, 0)',
  )
})

afterAll(async () => {
  await Promise.all(clients.map((client) => client.end().catch(() => {})))
  await server.stop()
})

async function locks() {
  const env = { env: { DATABASE_URL: server.url } }
  const [json, text] = await Promise.all([runCli(['locks', '--json'], env), runCli(['locks'], env)])
  return {
    objects: json.objects.filter(({ type }) => type === 'session'),
    view: json.objects.at(-1),
    text: text.stdout,
  }
}

/** Waits until so many sessions wait for locks, then looks. */
async function look(waiting: number) {
  const watcher = await connect('watcher')
  for (;;) {
    const { rowCount } = await watcher.query(
      `select from pg_stat_activity where wait_event_type = 'Lock'`,
    )
    if (rowCount === waiting) break
    await sleep(20)
  }
  return locks()
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
})

/** Pages of 8 kB, each of which costs a vacuum 100 ms. */
const slowly = `autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1,
  autovacuum_analyze_threshold = 1000000`

/** Waits until autovacuum is at work on a table, and lets a migration and a query come behind it. */
async function behindAutovacuum(table: string, kind: string) {
  const admin = await connect('admin')
  const working = `select from pg_stat_activity where backend_type = 'autovacuum worker'
    and query like 'autovacuum: VACUUM %${table}${kind}' and wait_event = 'VacuumDelay'`
  while ((await admin.query(working)).rowCount === 0) await sleep(50)
  const migration = await connect('migrate')
  const shop = await connect('shop')
  const waiting = Promise.allSettled([
    migration.query(`alter table ${table} add n int /*file='src/migrations/7.ts:4'*/`),
    shop.query(`select count(*) from ${table} /*file='src/shop.ts:9'*/`),
  ])
  const found = await look(2)
  await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where backend_type = 'autovacuum worker' or application_name in ('migrate', 'shop')`)
  await admin.query(`drop table ${table}`)
  await waiting
  return { ...found, migration: found.objects[1]?.['pid'] }
}

test('autovacuum in the way: it is named, with how far it is, and gives way by itself', async () => {
  const admin = await connect('admin')
  await admin.query(`create table busy with (${slowly}, autovacuum_vacuum_threshold = 1) as
    select i, repeat('x', 1000) as body from generate_series(1, 1000) i`)
  await admin.query('delete from busy where i % 2 = 0')
  await admin.query('select pg_stat_force_next_flush()')
  const { objects, text } = await behindAutovacuum('busy', '')
  expect(objects).toMatchObject([
    {
      backend: 'autovacuum worker',
      blocked: 2,
      terminate: null,
      vacuum: { phase: 'scanning heap' },
      remedy: { statements: [expect.stringMatching(/^select pg_cancel_backend/)] },
    },
    { file: 'src/migrations/7.ts:4', blocked: 1 },
    { file: 'src/shop.ts:9' },
  ])
  expect(text).toMatch(/\(autovacuum worker\) {2}active.*blocks 2\n {2}autovacuum: VACUUM/)
  expect(text).toMatch(/scanning heap, \d+ of \d+ pages scanned/)
  expect(text).toMatch(/PostgreSQL cancels this autovacuum by itself/)
})

test('a vacuum that prevents wraparound is not to be cancelled, but who stands between it and the others', async () => {
  const admin = await connect('admin')
  await admin.query(`create table old with (${slowly}, autovacuum_freeze_max_age = 100000) as
    select i, repeat('x', 1000) as body from generate_series(1, 1000) i`)
  await admin.query(`do $$ begin
    for i in 1..100100 loop perform txid_current(); commit; end loop; end $$`)
  const { objects, text, migration } = await behindAutovacuum('old', ' (to prevent wraparound)')
  expect(objects[0]).toMatchObject({
    backend: 'autovacuum worker',
    terminate: null,
    remedy: {
      statements: [`select pg_cancel_backend(${migration})`],
      note: expect.stringMatching(/Let it finish/),
    },
  })
  expect(text).not.toContain(`_backend(${objects[0]?.['pid']})`)
})

test('commits that wait for a synchronous standby are no lock, and no good news', async () => {
  const admin = await connect('admin')
  await admin.query(`alter system set synchronous_standby_names = 'nobody'`)
  await admin.query('select pg_reload_conf()')
  const waiting = (await connect('shop')).query('set synchronous_commit = on; update t set n = 3')
  const watcher = await connect('watcher')
  const commits = `select from pg_stat_activity where wait_event = 'SyncRep'
    and query_start < clock_timestamp() - interval '1 second'`
  while ((await watcher.query(commits)).rowCount === 0) await sleep(50)
  const { text, view } = await locks()
  expect(view).toMatchObject({ waiting: 0, other_waits: [{ event: 'SyncRep', sessions: 1 }] })
  expect(text).toMatch(/0 waiting\n1 session waits for a synchronous standby to confirm a commit/)
  await watcher.query('alter system reset synchronous_standby_names')
  await watcher.query('select pg_reload_conf()')
  await waiting
})
