import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import {
  activity,
  freePort,
  runNode,
  startOtlpReceiver,
  startPostgres,
  temporaryFolder,
  type Postgres,
} from '@sqltrace/testing'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const main = fileURLToPath(new URL('../dist/demo/main.js', import.meta.url))
const repository = fileURLToPath(new URL('../../../', import.meta.url))
const limit = 60_000

/** The parts of the screen, each from its heading to the next one. */
function parts(stdout: string): string[] {
  return stdout.split(/\n(?=\d {2}\S)/).map((part) => part.replaceAll(/\s+/g, ' ').trim())
}

/** Runs the demo and sends `signal` as soon as it requests the app's page. */
async function interrupt(signal: NodeJS.Signals, args: string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (line.includes('requesting GET')) setTimeout(() => child.kill(signal), 500)
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code
}

/** The demo's schemas and connections on a server. */
async function traces(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ nspname: string }>(
    `select nspname from pg_namespace where nspname like 'sqltrace_demo%'`,
  )
  await client.end()
  const clients = await activity(url)
  return [
    ...rows.map(({ nspname }) => nspname),
    ...clients.map(({ application_name }) => application_name),
  ]
}

describe('the demo on its own server', { timeout: limit }, () => {
  let stdout: string
  let screen: string[]
  let place: string

  beforeAll(async () => {
    const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', CI: 'true' }
    const result = await runNode(main, { env, timeout: limit })
    expect(result).toMatchObject({ code: 0 })
    stdout = result.stdout
    screen = parts(stdout)
    place = /\/\*.*?file='([^']+)'/.exec(stdout)?.[1] ?? ''
  }, limit)

  test('shows five parts, without colors if there is no terminal', () => {
    expect(screen.map((part) => part.slice(0, 2))).toEqual(['', '1 ', '2 ', '3 ', '4 ', '5 '])
    expect(stdout).not.toContain('\u001B')
  })

  test('shows the running statement with its file, method and route', () => {
    expect(screen[1]).toMatch(/pid \d+ · active · running for \d+\.\d s select "students"/)
    expect(screen[1]).toContain(`method='GET',route='/courses/:slug/report'*/`)
    expect(screen[2]).toMatch(/file (\S+) method GET route \/courses\/:slug\/report$/)
    expect(screen[2]).toContain(`file ${place} `)
  })

  test('marks the line that really sends the statement', async () => {
    const [path = '', line] = place.split(':')
    const source = (await readFile(join(repository, path), 'utf8')).split('\n')
    const body = source.slice(0, Number(line)).join('\n')
    expect(source[Number(line) - 1]?.trim()).toBe('.execute()')
    expect(body.slice(body.lastIndexOf('function'))).toMatch(/^function findAttendance/)
    expect(screen[3]).toContain(`▶ ${line} │ .execute()`)
  })

  test('shows the request with its statements, the slow one at the same line', () => {
    expect(screen[4]).toMatch(/GET \/courses\/advanced-sql\/report \d/)
    expect(screen[4]).toMatch(/├─ .* ms .*repository\.ts:\d+/)
    expect(screen[4]).toMatch(new RegExp(`└─ .* s ━+ ${place}$`))
  })

  test('shows the same row without sqltrace', () => {
    const statement = /select "students".*?limit \$2/
    const [tagged] = statement.exec(screen[1] ?? '') ?? []
    expect(statement.exec(screen[5] ?? '')?.[0]).toBe(tagged)
    expect(tagged).toContain('select max')
    expect(screen[5]).not.toContain('/*')
  })
})

describe('the demo on a given server', { timeout: limit }, () => {
  let server: Postgres

  beforeAll(async () => {
    server = await startPostgres()
  })

  afterAll(() => server.stop())

  test('drops its schema, and sends the spans to the collector from the environment', async () => {
    const collector = await startOtlpReceiver()
    const { code, stdout } = await runNode(main, {
      args: ['--url', server.url, '--yes'],
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_HEADERS: 'key=value' },
      timeout: limit,
    })
    expect(code).toBe(0)
    expect(await traces(server.url)).toEqual([])
    expect(stdout).toContain(`Sent the spans to ${collector.url}/v1/traces`)
    const span = await collector.waitFor(({ duration, kind }) => kind === 3 && duration > 300)
    expect(span.resource['service.name']).toBe('school')
    expect(span.attributes['sqltrace.http.route']).toBe('/courses/:slug/report')
    expect(collector.requests()[0]?.headers['key']).toBe('value')
    await collector.stop()
  })

  test('fails if the spans cannot be sent, and leaves nothing behind', async () => {
    const closed = `http://127.0.0.1:${await freePort()}`
    const { code, stderr } = await runNode(main, {
      args: ['--url', server.url, '--yes'],
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: closed },
      timeout: limit,
    })
    expect(code).toBe(1)
    expect(stderr).toContain(
      `Could not send the spans to ${closed}/v1/traces (connect ECONNREFUSED`,
    )
    expect(await traces(server.url)).toEqual([])
  })

  test('shows the host and the database, and does nothing without --yes', async () => {
    const { code, stderr } = await runNode(main, { args: ['--url', server.url] })
    expect(code).toBe(2)
    expect(stderr).toContain(`in database postgres on 127.0.0.1:${server.port}`)
    expect(stderr).toContain('--yes')
    expect(await traces(server.url)).toEqual([])
  })

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('leaves nothing behind after %s', async (signal, code) => {
    expect(await interrupt(signal, ['--url', server.url, '--yes'])).toBe(code)
    expect(await traces(server.url)).toEqual([])
  })
})

test('leaves no server and no folder behind after Ctrl-C', { timeout: limit }, async () => {
  const { path, remove } = await temporaryFolder()
  await chmod(path, 0o755)
  expect(await interrupt('SIGINT', [], { TMPDIR: path })).toBe(130)
  expect(await readdir(path)).toEqual([])
  expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain(path)
  await remove()
})

test('rejects unknown arguments, and shows the usage', async () => {
  const unknown = await runNode(main, { args: ['--colour'] })
  expect(unknown).toMatchObject({ code: 2, stdout: '' })
  expect(unknown.stderr).toMatch(/--colour[^]*--url <url>/)
  const wrong = await runNode(main, { args: ['--url', 'mysql://localhost/shop'] })
  expect(wrong).toMatchObject({ code: 2, stdout: '' })
  expect(wrong.stderr).toContain('postgres://user@host:port/database')
  expect(await runNode(main, { args: ['--help'] })).toMatchObject({ code: 0, stderr: '' })
})

test('an unreachable server is an error in one line', async () => {
  const args = ['--url', 'postgres://127.0.0.1:1/shop', '--yes']
  const { code, stderr } = await runNode(main, { args })
  expect(code).toBe(1)
  expect(stderr).toContain('ECONNREFUSED')
})
