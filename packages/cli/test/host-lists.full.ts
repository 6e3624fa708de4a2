import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort, hasProgram, startPostgres, type Postgres } from '@sqltrace/testing'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addresses } from '../src/sources/connection/address.js'
import { Server } from '../src/sources/server/server.js'
import { runCli } from './support/run-cli.js'

const run = promisify(execFile)
let primary: Postgres
let standby: Postgres
/** A server that shuts down as soon as its last session ends. */
let leaving: Postgres
let lastSession: pg.Client
/** A port on which nothing listens. */
let dead: number

const connect = async (url: string) => {
  const client = new pg.Client(url)
  client.on('error', () => undefined)
  await client.connect()
  return client
}

beforeAll(async () => {
  ;[primary, leaving, dead] = await Promise.all([startPostgres(), startPostgres(), freePort()])
  const client = await connect(primary.url)
  await client.query(`create role careful superuser login;
    alter role careful set default_transaction_read_only = on;
    create extension pg_stat_statements;
    create role app login password 'hunter2'`)
  await client.end()
  standby = await startPostgres({ primary })
  lastSession = await connect(leaving.url)
  process.kill(leaving.pid, 'SIGTERM')
})

afterAll(async () => {
  await lastSession.end()
  await Promise.all([standby.stop(), leaving.stop()])
  await primary.stop()
})

const ports = () => ({
  dead,
  primary: primary.port,
  standby: standby.port,
  leaving: leaving.port,
})
const listOf = (names: string) =>
  names
    .split(' ')
    .map((name) => ports()[name as keyof ReturnType<typeof ports>])
    .join()
const conninfo = (names: string, target: string, user = 'postgres') =>
  `host=127.0.0.1${',127.0.0.1'.repeat(names.split(' ').length - 1)} port=${listOf(names)} ` +
  `user=${user} dbname=postgres target_session_attrs=${target}`
const urlOf = (names: string, query = '', login = 'postgres') =>
  `postgres://${login}@${listOf(names).replaceAll(/(\d+)/g, '127.0.0.1:$1')}/postgres?${query}`

/** The port in a connection string. */
const ours = async (text: string) => {
  const [address] = addresses([text], {})
  const server = new Server(address as NonNullable<typeof address>)
  try {
    await server.connect()
    return server.name.split(':')[1]
  } catch {
    return 'none'
  } finally {
    await server.close()
  }
}
const libpqs = async (text: string) => {
  const args = ['-X', '-A', '-t', '-w', '-c', 'select inet_server_port()', text]
  const { stdout } = await run('psql', args).catch(() => ({ stdout: 'none' }))
  return stdout.trim()
}

describe.runIf(hasProgram('psql'))('finds the same host as psql', () => {
  const lists = [
    'primary standby',
    'standby primary',
    'dead primary',
    'leaving standby',
    'dead leaving primary',
  ]
  const targets = ['any', 'primary', 'standby', 'prefer-standby', 'read-write', 'read-only']

  test.for(targets)('for target_session_attrs=%s', async (target) => {
    const users = target.startsWith('read') ? ['postgres', 'careful'] : ['postgres']
    const texts = users.flatMap((user) => lists.map((list) => conninfo(list, target, user)))
    const theirs = await Promise.all(texts.map(libpqs))
    expect(await Promise.all(texts.map(ours))).toEqual(theirs)
    expect(new Set(theirs).size).toBeGreaterThan(1)
  })

  test.for([
    ['a wrong login on the first host', () => conninfo('standby primary', 'any', 'nobody')],
    ['a database that is missing', () => `${conninfo('primary standby', 'any')} dbname=none`],
    ['a list in the parameters of an address', () => urlOf('dead', `port=${standby.port}`)],
    ['an address list', () => urlOf('dead standby primary')],
    [
      'one port for all',
      () => `host=,127.0.0.1 port=${primary.port} user=postgres dbname=postgres`,
    ],
  ] as const)('%s', async ([, text]) => {
    expect(await ours(text())).toBe(await libpqs(text()))
  })
})

const name = (server: Postgres) => `127.0.0.1:${server.port}`

test('an error lists every host with its reason', async () => {
  const silent = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  const url = urlOf('dead standby leaving', 'target_session_attrs=primary&connect_timeout=2')
  const { code, stderr } = await runCli(['locks'], {
    env: { DATABASE_URL: url.replace(String(dead), `${dead},127.0.0.1:${port}`) },
  })
  silent.close()
  expect(code).toBe(1)
  expect(stderr.split('\n')).toEqual([
    `sqltrace: 127.0.0.1:${dead}: connection refused; check that the server is running, or set DATABASE_URL.`,
    `sqltrace: 127.0.0.1:${port}: connected, but no answer within 2 s; the server may hang, or its pooler may have no free connection to it; try again.`,
    `sqltrace: ${name(standby)}: is a standby, but target_session_attrs is primary; add another host, or set target_session_attrs=any.`,
    `sqltrace: ${name(leaving)}: the database system is shutting down; try again in a moment.`,
    '',
  ])
})

test('a host of a list in a variable is named after both', async () => {
  const { objects } = await runCli(['top', '--once', '--json', '--url', 'SHOP'], {
    env: { SHOP: urlOf('dead standby') },
  })
  expect(objects.at(-1)).toMatchObject({ servers: [{ name: `SHOP (${name(standby)})` }] })
})

test('two lists that lead to one server are reported', async () => {
  const { stderr, code } = await runCli(['locks', '--url', 'WRITER', '--url', 'READER'], {
    env: {
      WRITER: urlOf('dead primary', 'target_session_attrs=primary'),
      READER: urlOf('primary dead', 'target_session_attrs=prefer-standby'),
    },
  })
  const both = ['WRITER', 'READER'].map((variable) => `${variable} (${name(primary)})`)
  expect(stderr).toBe(
    `sqltrace: ${both.join(' and ')} are the same server, so its load is counted twice.\n`,
  )
  expect(code).toBe(0)
})

test('load_balance_hosts=random uses every host at some time', async () => {
  const text = `${conninfo('primary standby', 'any')} load_balance_hosts=random`
  const seen = new Set<string | undefined>()
  for (let attempt = 0; seen.size < 2 && attempt < 50; attempt++) seen.add(await ours(text))
  expect(seen.size).toBe(2)
})

describe('while a primary fails', () => {
  const failOver = async () => {
    await sampled(primary)
    await primary.kill()
    const client = await connect(standby.url)
    await client.query('select pg_promote()')
    await client.end()
  }
  /** Waits until both commands are sampling. */
  const sampled = async ({ url }: Postgres) => {
    const client = await connect(url)
    const own = `select from pg_stat_activity
      where application_name = 'sqltrace' and query like '%pg_stat_get_activity%'`
    while ((await client.query(own)).rowCount !== 2) await sleep(20)
    await client.end()
  }
  const keepBusy = async ({ url }: Postgres) => {
    const client = await connect(url)
    const repeat = (): Promise<unknown> => client.query('select pg_sleep(0.2)').then(repeat)
    repeat().catch(() => undefined)
    return client
  }
  const env = () => ({ DATABASE_URL: urlOf('primary standby', 'target_session_attrs=primary') })

  test('top continues with the new one, and slow does not compare counters of two servers', async () => {
    const clients = await Promise.all([keepBusy(primary), keepBusy(standby)])
    const running = ['top --seconds 6 --json', 'slow --sample 3'].map((command) =>
      runCli(command.split(' '), { env: env() }),
    )
    await failOver()
    const [top, slow] = await Promise.all(running)
    await Promise.all(clients.map((client) => client.end().catch(() => undefined)))
    expect(top).toMatchObject({ code: 0 })
    expect(top?.objects.at(-1)).toMatchObject({
      servers: [
        { name: name(standby), role: 'writer', trouble: null, moved_from: [name(primary)] },
      ],
    })
    const load = top?.objects.at(-1)?.['load']
    expect(load).toBeGreaterThan(0.5)
    expect(load).toBeLessThan(1.3)
    expect(slow).toMatchObject({ code: 1 })
    expect(slow?.stderr).toContain(`${name(primary)}: connection refused`)
    await primary.restart()
  })
})
