import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hasProgram, startPgbouncer, startPostgres, type Postgres } from '@sqltrace/testing'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCli } from './support/run-cli.js'
import { folderOfFile } from './support/temporary.js'

const folder = folderOfFile()

describe.runIf(hasProgram('pgbouncer'))('what PgBouncer refuses', () => {
  let server: Postgres
  /** The users it knows; without them it can't reject unknown ones. */
  let known: Record<string, string>

  beforeAll(async () => {
    server = await startPostgres()
    const file = join(folder, 'users.txt')
    writeFileSync(file, '"postgres" ""\n')
    chmodSync(folder, 0o755)
    known = { auth_type: 'trust', auth_file: file }
  })
  afterAll(() => server.stop())

  /** The output of `locks` through a PgBouncer with these settings. */
  const refused = async (
    settings: Record<string, string>,
    {
      env = {},
      database = 'postgres',
      meanwhile,
    }: {
      env?: NodeJS.ProcessEnv
      database?: string
      meanwhile?: (url: string) => Promise<pg.Client>
    } = {},
  ) => {
    const pooler = await startPgbouncer(server, settings)
    const client = await meanwhile?.(pooler.url)
    const url = pooler.url.replace(/postgres$/, database)
    const { host } = new URL(url)
    const outcome = await runCli(['locks'], { env: { DATABASE_URL: url, ...env } })
    await client?.end()
    await pooler.stop()
    expect(outcome).toMatchObject({ code: 1, stdout: '' })
    expect(outcome.milliseconds).toBeLessThan(8000)
    expect(outcome.stderr.startsWith(`sqltrace: ${host}: `)).toBe(true)
    return outcome.stderr.slice(`sqltrace: ${host}: `.length)
  }

  const connected = async (url: string) => {
    const client = new pg.Client(url)
    client.on('error', () => undefined)
    await client.connect()
    return client
  }
  const inTransaction = async (url: string) => {
    const client = await connected(url)
    await client.query('begin')
    return client
  }

  test.concurrent('an unknown database', async () => {
    const message = await refused(known, { database: 'shop' })
    expect(message).toMatch(
      /^(no such database: shop|.*"shop" does not exist); check the database name/,
    )
  })

  test.concurrent('one client too many', async () => {
    const message = await refused({ max_client_conn: '1' }, { meanwhile: connected })
    expect(message).toMatch(
      /^no more connections allowed.*; PgBouncer is full; raise max_client_conn/,
    )
  })

  test.concurrent('a client that waited too long for a server', async () => {
    const settings = { default_pool_size: '1', query_wait_timeout: '1' }
    const message = await refused(settings, { meanwhile: inTransaction })
    expect(message).toMatch(
      /^query_wait_timeout; no server connection was free; raise default_pool/,
    )
  })

  test.concurrent('a client that would wait longer than we do', async () => {
    const message = await refused({ default_pool_size: '1' }, { meanwhile: inTransaction })
    expect(message).toMatch(
      /^connected, but no answer within 2 s; .*its pooler may have no free connect/,
    )
  })

  test.concurrent('a transaction in statement mode', async () => {
    expect(await refused({ pool_mode: 'statement' })).toMatch(
      /^transaction blocks not allowed in statement pooling mode; .* in session or transaction mode/,
    )
  })

  test.concurrent('an unsupported start-up parameter', async () => {
    const env = { PGOPTIONS: '-c geqo=off' }
    expect(await refused({}, { env })).toMatch(
      /^unsupported startup parameter.*options.*; add the parameter to ignore_startup_parameters/,
    )
  })

  test.concurrent("a statement in PgBouncer's console", async () => {
    const message = await refused({}, { database: 'pgbouncer' })
    expect(message).toMatch(
      /^invalid command .*; this is PgBouncer's console; connect to one of its/,
    )
  })

  test.concurrent('an unknown user', async () => {
    const message = await refused({ auth_type: 'trust', auth_file: '/dev/null' })
    expect(message).toMatch(
      /^(no such user|.*authentication failed).*; check the user, and auth_file/,
    )
  })
})
