import { setTimeout as sleep } from 'node:timers/promises'
import { startPostgres, type Postgres } from '@sqltrace/testing'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { runCli } from './support/run-cli.js'

let primary: Postgres
let standby: Postgres
let writer: pg.Client
let watcher: pg.Client
let clients: pg.Client[] = []

async function connect(url: string, application: string) {
  const client = new pg.Client({ connectionString: url, application_name: application })
  client.on('error', () => {})
  await client.connect()
  return client
}

/** A session on the standby that has run a statement and keeps its transaction open. */
async function reader(line: number, sql: string, begin = 'begin') {
  const client = await connect(standby.url, `reports-${line}`)
  clients.push(client)
  await client.query(`${begin}; ${sql} /*file='src/reports.ts:${line}'*/`)
  return client
}

async function until(client: pg.Client, sql: string) {
  while ((await client.query(sql)).rowCount === 0) await sleep(20)
}

/** Waits until the standby has replayed everything the primary has written. */
async function caughtUp() {
  await flush()
  const { rows } = await writer.query('select pg_current_wal_insert_lsn()::text as lsn')
  const { lsn } = rows[0] as { lsn: string }
  await until(watcher, `select where pg_last_wal_replay_lsn() >= '${lsn}'`)
}

/** Sends what open transactions have written so far. */
const flush = () => writer.query(`select pg_logical_emit_message(true, '', '')`)

async function replayWaits(event: string) {
  await flush()
  await until(
    watcher,
    `select from pg_stat_activity where backend_type = 'startup' and wait_event = '${event}'`,
  )
}

async function runLocks() {
  const env = { env: { DATABASE_URL: standby.url } }
  const [json, text] = await Promise.all([runCli(['locks', '--json'], env), runCli(['locks'], env)])
  expect(json.code).toBe(0)
  const ofType = (type: string) => json.objects.filter((object) => object['type'] === type)
  return { sessions: ofType('session'), replay: ofType('replay')[0], text: text.stdout }
}

const pidOf = async (client: pg.Client) =>
  ((await client.query('select pg_backend_pid() as pid')).rows[0] as { pid: number }).pid

beforeAll(async () => {
  const shared = { autovacuum: 'off', allow_in_place_tablespaces: 'on' }
  primary = await startPostgres({ settings: shared })
  standby = await startPostgres({
    primary,
    settings: { ...shared, max_standby_streaming_delay: '-1', deadlock_timeout: '1h' },
  })
  writer = await connect(primary.url, 'writer')
  await writer.query('set synchronous_commit = on')
  watcher = await connect(standby.url, 'watcher')
})

beforeEach(async () => {
  await writer.query(`drop table if exists a; drop table if exists b`)
  await writer.query(`create table a as select i, repeat('x', 500) as body from generate_series(1, 100) i;
    create table b as select 1 as i`)
  await caughtUp()
})

afterEach(async () => {
  await writer.query('rollback')
  await Promise.all(clients.map((client) => client.end().catch(() => {})))
  clients = []
})

afterAll(async () => {
  await standby.stop()
  await primary.stop()
})

test('a standby whose replay is not held up shows that', async () => {
  const { text, replay } = await runLocks()
  expect(replay).toMatchObject({ waits_for: null, held_up_by: [], paused: false, remedies: [] })
  expect(text).toMatch(/: 0 waiting\nReplayed up to [\dA-F]+\/[\dA-F]+; the newest commit/)
})

test('a query that still sees removed rows holds up replay: it is listed, and later ones are not', async () => {
  const old = await reader(7, 'select count(*) from b', 'begin isolation level repeatable read')
  await writer.query('delete from a')
  await writer.query('vacuum a')
  await replayWaits('RecoveryConflictSnapshot')
  await reader(8, 'select count(*) from b', 'begin isolation level repeatable read')
  const { sessions, replay, text } = await runLocks()
  const pid = await pidOf(old)
  expect(replay).toMatchObject({
    waits_for: 'snapshot',
    wait_event: 'RecoveryConflictSnapshot',
    held_up_by: [pid],
    certain: true,
    delay_setting: 'max_standby_streaming_delay',
    delay: '-1',
    hot_standby_feedback: false,
  })
  expect(replay?.['behind_bytes']).toBeGreaterThan(0)
  expect(sessions).toMatchObject([
    {
      pid,
      file: 'src/reports.ts:7',
      application: 'reports-7',
      remedy: { statements: [`select pg_terminate_backend(${pid})`] },
    },
    { backend: 'startup', depth: 1, terminate: null, remedy: { statements: [] } },
  ])
  expect(text).toMatch(/: 0 waiting; replay is held up\nReplay waits for a query/)
  expect(text).toMatch(/replay waits without limit/)
  expect(text).toMatch(/application reports-7, from 127\.0\.0\.1/)
  expect(text).toMatch(/alter system set hot_standby_feedback = on/)
})

test('with several old snapshots, it does not guess which one holds up replay', async () => {
  await reader(7, 'select count(*) from b', 'begin isolation level repeatable read')
  await reader(8, 'select count(*) from b', 'begin isolation level repeatable read')
  await writer.query('delete from a')
  await writer.query('vacuum a')
  await replayWaits('RecoveryConflictSnapshot')
  const { replay, text } = await runLocks()
  expect(replay).toMatchObject({
    certain: false,
    held_up_by: [expect.any(Number), expect.any(Number)],
  })
  expect(text.replaceAll('\n', ' ')).toMatch(
    /do not show which of the 2 transactions below holds it up/,
  )
  expect(text).toMatch(/reports\.ts:7[^]*reports\.ts:8|reports\.ts:8[^]*reports\.ts:7/)
})

test('a table dropped on the primary: replay waits for its readers, and others wait for replay', async () => {
  const holder = await reader(7, 'select count(*) from a')
  await writer.query('drop table a')
  await replayWaits('relation')
  const waiter = await connect(standby.url, 'waiter')
  clients.push(waiter)
  const waiting = waiter.query(`select count(*) from a /*file='src/reports.ts:9'*/`).catch(() => {})
  await until(
    watcher,
    `select from pg_stat_activity where application_name = 'waiter' and wait_event_type = 'Lock'`,
  )
  const { sessions, replay, text } = await runLocks()
  const pid = await pidOf(holder)
  expect(replay).toMatchObject({ waits_for: 'lock', held_up_by: [pid], certain: true })
  expect(sessions).toMatchObject([
    { pid, depth: 0, blocked: 2, file: 'src/reports.ts:7' },
    {
      backend: 'startup',
      depth: 1,
      terminate: null,
      waits_for: { relation: 'a', mode: 'AccessExclusiveLock' },
    },
    { depth: 2, file: 'src/reports.ts:9' },
  ])
  expect(text).toMatch(/: 1 waiting; replay is held up\nReplay waits for a lock on a: the primary/)
  expect(text).toMatch(
    /└─ replay \(pid \d+\) {2}waits for AccessExclusiveLock on relation of a, blocks 1/,
  )
  expect(text).not.toMatch(/hot_standby_feedback/)
  await holder.query('rollback')
  await waiting
})

test('a lock that the primary still holds: no session here is to be terminated', async () => {
  const other = await connect(primary.url, 'migration')
  await other.query('begin; lock table a')
  await flush()
  await caughtUp()
  const waiter = await connect(standby.url, 'waiter')
  clients.push(waiter)
  const waiting = waiter.query(`select count(*) from a /*file='src/reports.ts:9'*/`).catch(() => {})
  await until(watcher, `select from pg_stat_activity where wait_event_type = 'Lock'`)
  const { sessions, replay, text } = await runLocks()
  expect(replay).toMatchObject({ waits_for: null })
  expect(sessions).toMatchObject([
    {
      backend: 'startup',
      depth: 0,
      blocked: 1,
      terminate: null,
      remedy: { statements: [], note: expect.any(String) },
    },
    { depth: 1, file: 'src/reports.ts:9' },
  ])
  expect(text).toMatch(
    /\nreplay \(pid \d+\) {2}holds a lock, blocks 1\n {2}Replay holds a lock that the primary took/,
  )
  expect(text).not.toMatch(/terminate|untagged/)
  await other.query('rollback')
  await other.end()
  await flush()
  await waiting
})

test('a cycle that includes replay has a client as its root, which can be terminated', async () => {
  const client = await reader(7, 'select count(*) from a')
  const pid = await pidOf(client)
  const other = await connect(primary.url, 'migration')
  await other.query('begin; lock table b; lock table a')
  await flush()
  await replayWaits('relation')
  const waiting = client.query(`select count(*) from b /*file='src/reports.ts:8'*/`).catch(() => {})
  await until(
    watcher,
    `select from pg_stat_activity where pid = ${pid} and wait_event_type = 'Lock'`,
  )
  const { sessions, text } = await runLocks()
  expect(sessions).toMatchObject([
    { pid, depth: 0, blocked: 1, file: 'src/reports.ts:8', waits_for: { relation: 'b' } },
    { backend: 'startup', depth: 1, waits_for: { relation: 'a' } },
  ])
  expect(text).toMatch(new RegExp(`select pg_cancel_backend\\(${pid}\\)`))
  await watcher.query(`select pg_terminate_backend(${pid})`)
  await waiting
  await other.query('rollback')
  await other.end()
  await flush()
})

test('replay waits for a page that a cursor reads, and for a dropped tablespace', async () => {
  await writer.query('delete from a where i < 50')
  await caughtUp()
  await reader(7, 'declare c cursor for select * from a; fetch 1 from c')
  await writer.query('vacuum a')
  await replayWaits('BufferPin')
  const pin = await runLocks()
  expect(pin.replay).toMatchObject({ waits_for: 'buffer pin', certain: true })
  expect(pin.sessions[0]).toMatchObject({ file: 'src/reports.ts:7' })
  expect(pin.text).toMatch(/Replay waits for a page that a query here is reading/)
  await Promise.all(clients.map((client) => client.end()))

  await writer.query(`create tablespace scratch location ''`)
  await caughtUp()
  const sort = `declare c cursor for select i, repeat('x', 1000) from generate_series(1, 5000) i order by 2, 1`
  await reader(
    8,
    `${sort}; fetch 1 from c`,
    `set temp_tablespaces = scratch; set work_mem = '64kB'; begin`,
  )
  await reader(9, 'select count(*) from b')
  await writer.query('drop tablespace scratch')
  await replayWaits('RecoveryConflictTablespace')
  const space = await runLocks()
  expect(space.replay).toMatchObject({ waits_for: 'tablespace', certain: true })
  expect(space.replay?.['held_up_by']).toHaveLength(2)
  expect(space.text).toMatch(/the primary dropped a tablespace/)
})

test('reports that replay is paused', async () => {
  await watcher.query('select pg_wal_replay_pause()')
  const { replay, text } = await runLocks()
  expect(replay).toMatchObject({ paused: true })
  expect(text).toMatch(/Replay is paused; run "select pg_wal_replay_resume\(\)" to resume it\./)
  await watcher.query('select pg_wal_replay_resume()')
})

test('a standby promoted while it is sampled becomes a writer', async () => {
  const env = { env: { DATABASE_URL: standby.url } }
  const watching = runCli(['top', '--seconds', '3.5', '--json'], env)
  await until(
    watcher,
    `select from pg_stat_activity where application_name = 'sqltrace' and query like '%get_activity%'`,
  )
  await watcher.query('select pg_promote()')
  const { code, objects } = await watching
  expect(code).toBe(0)
  expect(objects.at(-1)).toMatchObject({ servers: [{ role: 'writer', missed: 0 }] })
  const { replay, text } = await runLocks()
  expect(replay).toBeUndefined()
  expect(text).toMatch(/: 0 waiting\n$/)
})
