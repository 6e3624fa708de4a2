import { appendFileSync, chownSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startPostgres, type Postgres } from '@sqltrace/testing'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from './support/run-cli.js'

let server: Postgres
let admin: pg.Client

beforeAll(async () => {
  server = await startPostgres({
    settings: { autovacuum: 'off', 'pg_stat_statements.max': '100' },
  })
  admin = await connect(server.url)
  await admin.query('create role watcher login; create extension if not exists pg_stat_statements')
})

const run = (args: string[], user = 'postgres') =>
  runCli(args, { env: { DATABASE_URL: server.url.replace('postgres@', `${user}@`) } })

afterAll(async () => {
  await admin.end()
  await server.stop()
})

async function connect(url: string) {
  const client = new pg.Client(url)
  client.on('error', () => {})
  await client.connect()
  return client
}

/** Runs `use` while a setting has a different value. */
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

test('a failed transaction is found, although the server does not show its start', async () => {
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

test('missing privileges and settings that hide the causes are findings', async () => {
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

test('a server that shows nothing is an error, not a quiet server', async () => {
  await during('track_activities', 'off', async () => {
    const { code, stderr, stdout } = await runCli(['top', '--once'], {
      env: { DATABASE_URL: server.url },
    })
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/track_activities is off.*alter system set track_activities = on/)
  })
})

test.each([
  ['pg_stat_statements.track', 'none', 'top'],
  ['compute_query_id', 'off', 'auto'],
])(
  'slow reports that %s = %s counts nothing, and how to fix it',
  async (setting, value, better) => {
    await admin.query('select pg_stat_statements_reset()')
    await during(setting, value, async () => {
      await admin.query('select pg_stat_statements_reset()')
      const { code, stdout, stderr } = await run(['slow', '--sample', '0.5'])
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr).toContain(`${setting} is ${value}, so statements are not counted`)
      expect(stderr).toContain(
        `"alter system set ${setting} = ${better}" and "select pg_reload_conf()"`,
      )
    })
  },
)

test('slow shows what is running, even if nothing is counted or no line is visible', async () => {
  const client = await connect(server.url)
  const running = client.query("select pg_sleep(30) /*file='src/a.ts:7'*/").catch(() => {})
  await during('pg_stat_statements.track', 'none', async () => {
    const { code, objects } = await run(['slow', '--sample', '0.5', '--json'])
    expect(code).toBe(0)
    expect(objects).toMatchObject([
      { sites: [{ file: 'src/a.ts:7' }] },
      { troubles: [expect.stringMatching(/pg_stat_statements\.track is none/)] },
    ])
  })
  await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where query like '%a.ts:7%'
    and pid <> pg_backend_pid()`)
  await running
})

test('locks and slow report that track_activities hides the statements', async () => {
  await during('track_activities', 'off', async () => {
    const [locks, slow] = await Promise.all([run(['locks']), run(['slow', '--total'])])
    expect(locks.stdout).toMatch(
      /0 waiting\ntrack_activities is off, which hides the statements; run/,
    )
    expect(slow.stdout).toMatch(
      /! .*track_activities is off, so the lines that send the statements can't be seen/,
    )
  })
})

test('sessions that hide what they do are counted, and the user with that setting is found', async () => {
  await admin.query(
    'create role "hidden app" login; alter role "hidden app" set track_activities = off',
  )
  const client = await connect(server.url.replace('postgres@', 'hidden%20app@'))
  const running = client.query('select pg_sleep(30)').catch(() => {})
  while (
    (await admin.query(`select from pg_stat_activity where usename = 'hidden app'`)).rowCount !== 1
  )
    await sleep(20)
  const [json, text, advice] = await Promise.all([
    run(['top', '--once', '--json']),
    run(['top', '--once']),
    run(['advise', '--sample', '0.5', '--json']),
  ])
  expect(json.objects.at(-1)).toMatchObject({ hidden: 1, load: 0 })
  expect(text.stdout).toMatch(/! 1 session does not show what it does: track_activities is off/)
  expect(advice.objects).toContainEqual(
    expect.objectContaining({
      subject: 'track_activities of user hidden app',
      statements: ['alter role "hidden app" reset track_activities'],
    }),
  )
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'hidden app'`,
  )
  await running
  await admin.query('drop role "hidden app"')
})

test('slow and advise report how often statements were dropped', async () => {
  await admin.query('select pg_stat_statements_reset()')
  const tables = Array.from({ length: 130 }, (_, index) => `many_${index}`)
  await admin.query(tables.map((name) => `create table ${name} ()`).join(';'))
  for (const name of tables) await admin.query(`select from ${name}`)
  const [slow, advice] = await Promise.all([
    run(['slow', '--total', '--json']),
    run(['advise', '--sample', '0.5', '--json']),
  ])
  expect(slow.objects.at(-1)).toMatchObject({
    troubles: [
      expect.stringMatching(
        /dropped its least used statements.*pg_stat_statements\.max \(now 100\)/,
      ),
    ],
  })
  expect(advice.objects).toContainEqual(
    expect.objectContaining({
      subject: 'pg_stat_statements.max',
      statements: ['alter system set pg_stat_statements.max = 200', '-- then restart the server'],
    }),
  )
})

test('a user without privileges does not see a quiet server', async () => {
  const [top, slow, locks] = await Promise.all(
    [['top', '--once'], ['slow', '--sample', '0.5'], ['locks']].map((args) => run(args, 'watcher')),
  )
  expect(top?.stdout).toMatch(/no active session among those visible .* only own sessions visible/)
  expect(slow?.stdout).toMatch(/no statement of this user has ended · only own statements visible/)
  expect(locks?.stdout).toMatch(/0 waiting among own sessions; others are not visible/)
})

test("a missing privilege is reported in the server's words, and advise continues without it", async () => {
  await admin.query('revoke execute on function pg_stat_statements(boolean) from public')
  await admin.query('revoke select on pg_stat_activity, pg_locks from public')
  const [slow, locks, advice] = await Promise.all([
    run(['slow', '--total'], 'watcher'),
    run(['locks'], 'watcher'),
    run(['advise', '--sample', '0.5', '--json'], 'watcher'),
  ])
  expect(slow).toMatchObject({ code: 1, stdout: '' })
  expect(slow?.stderr).toMatch(
    /permission denied for function pg_stat_statements; grant pg_monitor/,
  )
  expect(locks?.stderr).toMatch(/permission denied for view pg_/)
  expect(advice?.code).toBe(0)
  expect(advice?.objects.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['rights', 'unread', 'setting']),
  )
  await admin.query('grant execute on function pg_stat_statements(boolean) to public')
  await admin.query('grant select on pg_stat_activity, pg_locks to public')
})

/** A slow restore keeps the server from accepting connections. */
async function restartSlowly() {
  const { uid, gid } = statSync(server.dataFolder)
  await server.restart(async () => {
    writeFileSync(join(server.dataFolder, 'recovery.signal'), '')
    chownSync(join(server.dataFolder, 'recovery.signal'), uid, gid)
    appendFileSync(
      join(server.dataFolder, 'postgresql.auto.conf'),
      `restore_command = 'sleep 2; false'\n`,
    )
  })
}

test('waits for a server that is starting', async () => {
  const restarted = restartSlowly()
  const isStarting = () =>
    connect(server.url).then(
      (client) => client.end().then(() => false),
      ({ code }: { code?: string }) => code === '57P03',
    )
  while (!(await isStarting())) await sleep(20)
  const { code, stdout, stderr } = await run(['locks'])
  await restarted
  expect(stderr).toMatch(
    /the database system is (?:starting up|not yet accepting connections).*; try again in a moment\. Trying again\.\n$/,
  )
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringMatching(/0 waiting/) })
})
