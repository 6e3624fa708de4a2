import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, hasProgram, startPostgres, type Postgres } from '@sqltrace/testing'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from './support/run-cli.js'
import { folderOfFile } from './support/temporary.js'

const hasOpenssl = hasProgram('openssl')
const folder = folderOfFile()
let server: Postgres

/** The server's files must belong to its account. */
const give = (name: string, text: string) => {
  const file = join(server.dataFolder, name)
  writeFileSync(file, text)
  const { uid, gid } = statSync(server.dataFolder)
  chownSync(file, uid, gid)
  chmodSync(file, 0o600)
}

const certificate = () => {
  const files = ['-keyout', join(folder, 'key'), '-out', join(folder, 'crt')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...files, ...subject],
    { stdio: 'ignore' },
  )
  give('server.key', readFileSync(join(folder, 'key'), 'utf8'))
  give('server.crt', readFileSync(join(folder, 'crt'), 'utf8'))
}

beforeAll(async () => {
  server = await startPostgres()
  const client = new pg.Client(server.url)
  await client.connect()
  await client.query("create role app login password 'hunter2'; create role plain login")
  give(
    'pg_hba.conf',
    'host all app all scram-sha-256\nhostssl all tls all trust\nhost all all all trust\n',
  )
  if (hasOpenssl) {
    certificate()
    await client.query('alter system set ssl = on')
  }
  await client.query('select pg_reload_conf()')
  await client.end()
})

afterAll(() => server.stop())

const runLocks = (env: NodeJS.ProcessEnv) => runCli(['locks'], { env })
const base = () => ({ PGHOST: '127.0.0.1', PGPORT: String(server.port), PGDATABASE: 'postgres' })

test('connects using the PG variables', async () => {
  expect(await runLocks({ ...base(), PGUSER: 'plain' })).toMatchObject({ code: 0, stderr: '' })
})

test('takes the password from PGPASSWORD or .pgpass', async () => {
  const file = join(folder, 'pgpass')
  writeFileSync(file, `127.0.0.1:${server.port}:*:app:hunter2\n`, { mode: 0o600 })
  const [variable, passfile] = await Promise.all([
    runLocks({ ...base(), PGUSER: 'app', PGPASSWORD: 'hunter2' }),
    runLocks({ ...base(), PGUSER: 'app', PGPASSFILE: file }),
  ])
  expect(variable).toMatchObject({ code: 0, stderr: '' })
  expect(passfile).toMatchObject({ code: 0, stderr: '' })
})

test('looks up a password by host name, in a list separately for each host', async () => {
  const file = join(folder, 'names')
  const dead = await freePort()
  const lines = [`down:${dead}:*:app:wrong`, `up:${server.port}:*:app:hunter2`]
  writeFileSync(file, lines.join('\n'), { mode: 0o600 })
  const [one, list] = await Promise.all([
    runLocks({ ...base(), PGHOST: 'up', PGHOSTADDR: '127.0.0.1', PGUSER: 'app', PGPASSFILE: file }),
    runLocks({
      DATABASE_URL: `host=down,up hostaddr=127.0.0.1,127.0.0.1 port=${dead},${server.port} dbname=postgres user=app passfile=${file}`,
    }),
  ])
  for (const outcome of [one, list]) {
    expect(outcome).toMatchObject({ code: 0, stderr: '' })
    expect(outcome.stdout).toContain(`up:${server.port}: 0 waiting`)
  }
})

test('reports a missing or wrong password', async () => {
  const missing = await runLocks({ ...base(), PGUSER: 'app', PGPASSFILE: '/dev/null' })
  expect(missing.stderr).toMatch(/password required; set PGPASSWORD/)
  const wrong = await runLocks({ ...base(), PGUSER: 'app', PGPASSWORD: 'hunter3' })
  expect(wrong.stderr).toMatch(/password authentication failed for user .*; set PGPASSWORD/)
  expect(wrong.stderr).not.toContain('hunter')
  expect([missing.code, wrong.code]).toEqual([1, 1])
})

test('uses a service', async () => {
  const file = join(folder, 'services')
  writeFileSync(file, `[shop]\nhost=127.0.0.1\nport=${server.port}\nuser=plain\ndbname=postgres\n`)
  expect(await runLocks({ PGSERVICE: 'shop', PGSERVICEFILE: file })).toMatchObject({
    code: 0,
    stderr: '',
  })
})

test.runIf(hasOpenssl)('sslmode works as in libpq', async () => {
  const root = join(folder, 'crt')
  const url = (host: string, mode: string) =>
    `postgres://plain@${host}:${server.port}/postgres?sslmode=${mode}&sslrootcert=${root}`
  const codes = await Promise.all(
    [
      runLocks({ DATABASE_URL: url('localhost', 'disable') }),
      runLocks({ DATABASE_URL: url('localhost', 'require') }),
      runLocks({ DATABASE_URL: url('127.0.0.1', 'verify-ca') }),
      runLocks({ DATABASE_URL: url('localhost', 'verify-full') }),
      runLocks({ DATABASE_URL: url('127.0.0.1', 'verify-full') }),
      runLocks({ DATABASE_URL: `${url('localhost', 'verify-full')}&hostaddr=127.0.0.1` }),
      runLocks({ DATABASE_URL: `${url('other', 'verify-full')}&hostaddr=127.0.0.1` }),
    ].map(async (outcome) => (await outcome).code),
  )
  expect(codes).toEqual([0, 0, 0, 0, 1, 0, 1])
  const { stderr } = await runLocks({ DATABASE_URL: url('127.0.0.1', 'verify-full') })
  expect(stderr).toMatch(/certificate can't be verified; set sslrootcert to its root certificate/)
})

test.runIf(hasOpenssl)('the default mode passes a TLS-only entry of pg_hba.conf', async () => {
  const client = new pg.Client(server.url)
  await client.connect()
  await client.query('create role tls login')
  await client.end()
  expect(await runLocks({ ...base(), PGUSER: 'tls' })).toMatchObject({ code: 0, stderr: '' })
})
