import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWaitingServer, type WaitingServer } from './support/waiting-server.js'

let server: WaitingServer

beforeAll(async () => {
  server = await startWaitingServer()
})

afterAll(() => server.stop())

/** Pages of 8 kB; vacuum takes 100 ms for each. */
const slowly = `autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1,
  autovacuum_analyze_threshold = 1000000`

/** Waits until autovacuum is working on a table, then queues a migration and a query after it. */
async function behindAutovacuum(table: string, kind: string) {
  const admin = await server.connect('admin')
  const working = `select from pg_stat_activity where backend_type = 'autovacuum worker'
    and query like 'autovacuum: VACUUM %${table}${kind}' and wait_event = 'VacuumDelay'`
  while ((await admin.query(working)).rowCount === 0) await sleep(50)
  const migration = await server.connect('migrate')
  const shop = await server.connect('shop')
  const altered = migration.query(`alter table ${table} add n int /*file='src/migrations/7.ts:4'*/`)
  const waiting = [altered.catch(() => {})]
  // A query that comes first does not have to wait.
  await server.untilWaiting(1)
  waiting.push(shop.query(`select count(*) from ${table} /*file='src/shop.ts:9'*/`).catch(() => {}))
  const found = await server.locksOnceWaiting(2)
  await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where backend_type = 'autovacuum worker' or application_name in ('migrate', 'shop')`)
  await admin.query(`drop table ${table}`)
  await Promise.all(waiting)
  return { ...found, migration: found.objects[1]?.['pid'] }
}

test('a blocking autovacuum is identified, with its progress, and yields by itself', async () => {
  const admin = await server.connect('admin')
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

test(
  'for a vacuum that prevents wraparound, only the sessions between it and the others are to be cancelled',
  { timeout: 90_000 },
  async () => {
    const admin = await server.connect('admin')
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
  },
)

test('commits that wait for a synchronous standby are not locks, but are reported', async () => {
  const admin = await server.connect('admin')
  await admin.query(`alter system set synchronous_standby_names = 'nobody'`)
  await admin.query('select pg_reload_conf()')
  const waiting = (await server.connect('shop')).query(
    'set synchronous_commit = on; update t set n = 3',
  )
  const watcher = await server.connect('watcher')
  const commits = `select from pg_stat_activity where wait_event = 'SyncRep'
    and query_start < clock_timestamp() - interval '1 second'`
  while ((await watcher.query(commits)).rowCount === 0) await sleep(50)
  const { text, view } = await server.locks()
  expect(view).toMatchObject({ waiting: 0, other_waits: [{ event: 'SyncRep', sessions: 1 }] })
  expect(text).toMatch(/0 waiting\n1 session waits for a synchronous standby to confirm a commit/)
  await watcher.query('alter system reset synchronous_standby_names')
  await watcher.query('select pg_reload_conf()')
  await waiting
})
