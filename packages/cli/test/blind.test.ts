import { startPostgres, type Postgres } from '@sqltrace/testing'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from './support/run-cli.js'

let server: Postgres
let admin: pg.Client

beforeAll(async () => {
  server = await startPostgres({ settings: { autovacuum: 'off' } })
  admin = await connect(server.url)
  await admin.query('create role watcher login; create extension if not exists pg_stat_statements')
})

afterAll(async () => {
  await admin.end()
  await server.stop()
})

async function connect(url: string, options: pg.ClientConfig = {}) {
  const client = new pg.Client({ connectionString: url, ...options })
  client.on('error', () => {})
  await client.connect()
  return client
}

/** Runs `use` while a setting has another value. */
async function during(setting: string, value: string, use: () => Promise<void>) {
  const reload = async (sql: string) => {
    await admin.query(sql)
    await admin.query('select pg_reload_conf()')
    await admin.query('select pg_sleep(0.1)')
  }
  await reload(`alter system set ${setting} = '${value}'`)
  await use().finally(() => reload(`alter system reset ${setting}`))
}

const advise = (url = server.url) =>
  runCli(['advise', '--sample', '1', '--json'], { env: { DATABASE_URL: url } })

test('a transaction that has failed is found, although the server tells no start of it', async () => {
  const client = await connect(server.url)
  await client.query("begin; /*file='src/a.ts:1'*/ select 1")
  await client.query("select nothing /*file='src/a.ts:2'*/").catch(() => {})
  const { objects, code } = await advise()
  await client.end()
  expect(code).toBe(0)
  expect(objects).toContainEqual(
    expect.objectContaining({
      kind: 'idle-in-transaction',
      seen: [expect.stringMatching(/^Idle for \d+\.\d s in a transaction that has failed\.$/)],
    }),
  )
})

test('what hides the causes is a finding: rights, and settings that are off', async () => {
  await during('track_activities', 'off', () =>
    during('pg_stat_statements.track', 'none', async () => {
      const { objects } = await advise(server.url.replace('postgres@', 'watcher@'))
      const subjects = objects.map(({ subject }) => subject)
      expect(subjects).toEqual(
        expect.arrayContaining([
          'track_activities',
          'pg_stat_statements.track',
          'autovacuum',
          'pg_read_all_stats',
        ]),
      )
    }),
  )
})

test('a view of nothing is an error, not a quiet server', async () => {
  await during('track_activities', 'off', async () => {
    const { code, stderr, stdout } = await runCli(['top', '--once'], {
      env: { DATABASE_URL: server.url },
    })
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/track_activities is off.*alter system set track_activities = on/)
  })
})
