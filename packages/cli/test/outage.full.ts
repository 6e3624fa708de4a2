import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { hasProgram, startPgbouncer, startPostgres, type Postgres } from '@sqltrace/testing'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCli, type Outcome } from './support/run-cli.js'
import { slowNetwork } from './support/slow-network.js'

const tag = "/*file='src/courses/repo.ts:42',method='GET',route='/courses'*/"
let server: Postgres

const connect = async (user = 'postgres') => {
  const client = new pg.Client({ connectionString: server.url, user })
  client.on('error', () => undefined)
  await client.connect()
  return client
}
interface ServerState {
  readonly samples: number
  readonly missed: number
  readonly trouble: string | null
}

/** The line of the view about its only server. */
const lastServer = (objects: Outcome['objects']) =>
  (objects.at(-1) as unknown as { servers: [ServerState] }).servers[0]

/** Keeps a session busy until stopped. */
const busy = async (sql: string) => {
  const client = await connect()
  const { rows } = await client.query('select pg_backend_pid() as pid')
  const { pid } = rows[0] as { pid: number }
  client.query(sql).catch(() => undefined)
  return async () => {
    const other = await connect()
    await other.query('select pg_terminate_backend($1)', [pid])
    const left = () => other.query('select from pg_stat_activity where pid = $1', [pid])
    while ((await left()).rowCount !== 0) await sleep(20)
    await other.end()
  }
}

/** The session of sqltrace, once it has taken a sample; nothing, once it is gone. */
const ownSession = async (isThere: boolean) => {
  const client = await connect()
  const own = `select pid from pg_stat_activity where application_name = 'sqltrace'
    and (not ${isThere} or state = 'idle' and query like '%pg_stat_get_activity%')`
  let pid: number | undefined
  do {
    const { rows } = await client.query(own)
    pid = (rows[0] as { pid: number } | undefined)?.pid
  } while ((pid !== undefined) !== isThere)
  await client.end()
  return pid as number
}
const run = (args: string[], url = server.url) => runCli(args, { env: { DATABASE_URL: url } })

beforeAll(async () => {
  server = await startPostgres({
    settings: {
      max_connections: '12',
      superuser_reserved_connections: '3',
      deadlock_timeout: '1h',
    },
  })
  const client = await connect()
  await client.query(
    'create extension pg_stat_statements; create table courses (id int, slug text)',
  )
  await client.query("create role shop login; create role watcher login password 'hunter2'")
  await client.end()
})

afterAll(() => server.stop())

describe('while the app is stuck', () => {
  test('an ACCESS EXCLUSIVE lock on its table does not stop any command', async () => {
    const [holder, waiter] = await Promise.all([connect(), connect()])
    await holder.query(`begin; lock table courses in access exclusive mode`)
    const waits = waiter.query(`select * from courses ${tag}`)
    const waiting = `select from pg_stat_activity where wait_event_type = 'Lock'`
    while ((await holder.query(waiting)).rowCount === 0) await sleep(20)
    const outcomes = await Promise.all([
      run(['top', '--once', '--json']),
      run(['locks', '--json']),
      run(['slow', '--sample', '0.5', '--json']),
    ])
    await holder.query('rollback')
    await waits
    await Promise.all([holder.end(), waiter.end()])
    for (const { code, stdout, stderr } of outcomes) {
      expect(code, stderr).toBe(0)
      expect(stdout).toContain('src/courses/repo.ts:42')
    }
    expect(outcomes[1]?.objects[1]).toMatchObject({
      waits_for: { mode: 'AccessShareLock', lock: 'relation', relation: 'courses' },
    })
  })

  test('shows what to do when no connection slot is free, and connects once one is', async () => {
    const others = await Promise.all(Array.from({ length: 9 }, () => connect('shop')))
    const { code, stderr } = await runCli(['top', '--once'], {
      env: { DATABASE_URL: server.url.replace('postgres@', 'shop@') },
      onStderr: () => void others.pop()?.end(),
    })
    await Promise.all(others.map((client) => client.end()))
    expect(stderr).toMatch(
      /^sqltrace: .*no connection slot is free; connect as a superuser.*Trying again\.\n$/,
    )
    expect(code).toBe(0)
  })

  test('a server that dies and comes back during a sample is sampled again', async () => {
    await ownSession(false)
    const running = run(['top', '--seconds', '4', '--json'])
    await ownSession(true)
    await server.kill()
    // Longer than the interval of two samples: at least one of them fails.
    await sleep(600)
    await server.restart()
    const { code, objects } = await running
    expect(code).toBe(0)
    expect(lastServer(objects)).toMatchObject({ trouble: null })
    expect(lastServer(objects).missed).toBeGreaterThan(0)
    expect(lastServer(objects).samples).toBeGreaterThan(1)
  })

  test('replaces its own session if that hangs', async () => {
    await ownSession(false)
    const running = run(['top', '--seconds', '4', '--json'])
    const pid = await ownSession(true)
    process.kill(pid, 'SIGSTOP')
    const { code, objects } = await running
    process.kill(pid, 'SIGCONT')
    expect(code).toBe(0)
    expect(lastServer(objects)).toMatchObject({ trouble: null })
    expect(lastServer(objects).missed).toBeGreaterThan(0)
  })
})

describe.concurrent('while a server is slow', () => {
  test('is sampled less often, and the missed samples are counted', async () => {
    const { port, server: network } = await slowNetwork(server.port, 100)
    const url = server.url.replace(String(server.port), String(port))
    const { objects } = await run(['top', '--seconds', '4', '--json'], url)
    network.close()
    expect(lastServer(objects).samples).toBeLessThan(5)
    expect(lastServer(objects).missed).toBeGreaterThan(5)
  })

  test('a server that accepts a connection but never answers is abandoned after three seconds', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const { code, stderr, milliseconds } = await run(
      ['locks'],
      `postgres://a@127.0.0.1:${port}/b?sslmode=disable`,
    )
    silent.close()
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `sqltrace: 127.0.0.1:${port}: connected, but no answer within 3 s; the server may hang, or its pooler may have no free connection to it; try again.\n`,
    })
    expect(milliseconds).toBeLessThan(15_000)
  })
})

describe('reports', () => {
  test.each([
    [
      'ECONNREFUSED',
      'postgres://a@127.0.0.1:1/b',
      /127\.0\.0\.1:1: connection refused; check that the server is running/,
    ],
    ['an unknown host', 'postgres://a@host.invalid/b', /host\.invalid: .*(unknown|DNS)/],
  ])('%s: one sentence with a remedy, code 1, no stack', async (_name, url, message) => {
    const { code, stderr, stdout } = await run(['top', '--once'], url)
    expect(stderr).toMatch(message)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  })

  test('a missing database', async () => {
    const { code, stderr } = await run(['slow'], server.url.replace(/postgres$/, 'nothing'))
    expect(stderr).toContain('does not exist; set PGDATABASE.')
    expect(code).toBe(1)
  })

  test('one unreachable server of two, and continues with the other', async () => {
    const { code, stderr, objects } = await runCli(
      ['top', '--once', '--json', '--url', 'UP', '--url', 'DOWN'],
      {
        env: { UP: server.url, DOWN: 'postgres://a@127.0.0.1:1/b' },
      },
    )
    expect(code).toBe(0)
    expect(stderr).toContain('DOWN: connection refused')
    expect(objects.at(-1)).toMatchObject({
      servers: [
        { name: 'UP', samples: 1 },
        { name: 'DOWN', samples: 0, trouble: expect.any(String) },
      ],
    })
  })

  test('no password in any output', async () => {
    const url = server.url.replace('postgres@', 'watcher:hunter2@')
    const stop = await busy(`select pg_sleep(60), $$alter role watcher password 'hunter2'$$ ${tag}`)
    const outcomes = await Promise.all([
      run(['top', '--once', '--json'], url),
      run(['top', '--once', '--json']),
      run(['top', '--sql'], url),
      run(['slow', '--sql'], url),
      run(['top', '--once'], `${url}/hunter2@x`),
      run(['top', '--once'], url.replace('127.0.0.1', '127.0.0.1:1')),
      run(['top', '--once'], url.replace(String(server.port), '1')),
    ])
    await stop()
    for (const { stdout, stderr } of outcomes) expect(stdout + stderr).not.toContain('hunter2')
  })

  test('that it only sees its own sessions, without pg_read_all_stats', async () => {
    const watcher = server.url.replace('postgres@', 'watcher:hunter2@')
    const { stdout, code } = await run(['top', '--once'], watcher)
    expect(stdout).toContain('only own sessions visible (grant pg_read_all_stats)')
    expect(code).toBe(0)
    const client = await connect()
    await client.query('grant pg_read_all_stats to watcher')
    await client.end()
    expect((await run(['top', '--once'], watcher)).stdout).toContain('all sessions visible')
  })

  test('how many texts are truncated', async () => {
    const stop = await busy(`select pg_sleep(60), '${'x'.repeat(1100)}' ${tag}`)
    const { objects } = await run(['top', '--once', '--json'])
    await stop()
    expect(objects.at(-1)).toMatchObject({ cut_off: 1, tagged: 0 })
  })
})

test('sqltrace does not see itself', async () => {
  const both = await Promise.all([
    run(['top', '--seconds', '1', '--json']),
    run(['top', '--seconds', '1', '--json']),
  ])
  for (const { objects } of both) expect(objects).toMatchObject([{ type: 'view' }])
})

test('--sql prints the queries and does not connect', async () => {
  const { stdout, code } = await run(['slow', '--sql'], 'postgres://a@127.0.0.1:1/b')
  expect(code).toBe(0)
  expect(stdout).toContain('pg_stat_statements(false)')
  const client = await connect()
  for (const message of stdout.split('\n\n').filter(Boolean)) await client.query(message)
  await client.end()
})

test.runIf(hasProgram('pgbouncer'))('works through PgBouncer in transaction mode', async () => {
  const pooler = await startPgbouncer(server, { default_pool_size: '2' })
  const outcomes = await Promise.all([
    run(['top', '--seconds', '1', '--json'], pooler.url),
    run(['locks'], pooler.url),
    run(['slow', '--sample', '1'], pooler.url),
  ])
  await pooler.stop()
  for (const { code, stderr } of outcomes) expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(outcomes[0]?.objects).toHaveLength(1)
})
