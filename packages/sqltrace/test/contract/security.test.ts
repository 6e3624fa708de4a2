import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node'
import { parseComment } from '@sqltrace/sqlcommenter'
import { runNode, temporaryFolder } from '@sqltrace/testing'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { traced, withTags } from '../../src/index.js'
import { failure } from './harness/failure.js'
import { recordFaults } from './harness/record-faults.js'
import { Stage } from './harness/stage.js'
import { startShop } from './harness/start-shop.js'
import type { ShopServer } from './harness/start-shop.js'

const faults = recordFaults()
const exporter = new InMemorySpanExporter()
let shop: ShopServer
let app: Stage

beforeAll(async () => {
  new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register()
  shop = await startShop()
})

beforeEach(() => {
  exporter.reset()
  app = new Stage(shop.url, traced)
})

afterEach(() => app.tearDown())
afterAll(() => shop.stop())

const query = 'select current_query() as text'

/** The statement as the server received it, which must be the query and one comment. */
async function seenByServer(): Promise<string> {
  const client = await app.client()
  const { rows } = await client.query<{ text: string }>(query)
  return rows[0]!.text
}

const withoutComment = (statement: string) => statement.replace(/ \/\*[^*]*\*\/$/, '')

test.each([
  "X'); drop table courses; --",
  '*/ drop table courses; /*',
  '/*',
  "\\'; drop table courses",
  '\0\n\r\u2028',
  '%27%2A%2F',
  '🐘'.repeat(300),
  '\uD800',
  "',route='/forged",
])('a tag with the value %j stays inside the comment', async (value) => {
  const statement = await withTags({ job: value, route: value, method: value }, seenByServer)
  expect(withoutComment(statement)).toBe(query)
  const { job = '', route = '' } = parseComment(statement)
  // It is cut if it is too long, and lone surrogates are replaced.
  expect(value.replace('\uD800', '\uFFFD').startsWith(job)).toBe(true)
  expect(route).toBe(job)
})

test('a tag whose toString throws is rejected before anything runs', () => {
  const hostile = {
    toString() {
      throw new Error('of the app')
    },
  }
  expect(() => withTags({ job: hostile as never }, () => {})).toThrow(
    expect.objectContaining({ code: 'SQLTRACE_INVALID_TAG' }),
  )
})

test('without a route, only the method of a request reaches a tag', async () => {
  const pool = app.pool()
  const server = createServer((_request, response) => {
    void pool.query<{ text: string }>(query).then(({ rows }) => response.end(rows[0]!.text))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const statements = await Promise.all(
    ["/*/'; drop table courses", '/%27*/secret?token=secret'].map((path) =>
      rawRequest(port, `GET ${path.replaceAll(' ', '%20')} HTTP/1.1`),
    ),
  )
  const refused = await rawRequest(port, "X');DROP / HTTP/1.1")
  server.close()
  for (const statement of statements) {
    expect(Object.keys(parseComment(statement))).toEqual(['file', 'method'])
    expect(withoutComment(statement)).toBe(query)
  }
  expect(refused).not.toContain('current_query')
})

/** The last line of the response to a request that no well-behaved client sends. */
async function rawRequest(port: number, requestLine: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  const headers = [
    'Host: secret',
    'Connection: close',
    "traceparent: 00-*/'; drop table courses-01",
    "baggage: secret='*/; drop",
  ]
  socket.write([requestLine, ...headers, '', ''].join('\r\n'))
  const answer = await text(socket)
  return answer.split('\r\n\r\n')[1]?.replaceAll(/^[0-9a-f]+\r\n|\r\n0$/g, '') ?? ''
}

test('a file, a folder and a function with hostile names stay inside the comment', async () => {
  const folder = await temporaryFolder()
  const hostile = join(folder.path, "it's *", "'; drop -- ")
  await mkdir(hostile, { recursive: true })
  await writeFile(join(folder.path, 'package.json'), '{}')
  const file = join(hostile, "app'); --*.cjs")
  const modules = JSON.stringify(join(import.meta.dirname, 'programs', 'wrap.js'))
  await writeFile(
    file,
    `const { createRequire } = require('node:module')
    const there = createRequire(${modules})
    const { Pool } = there('pg')
    const pool = there('sqltrace').traced(new Pool({ connectionString: process.argv[2] }))
    const run = { ["*/'; drop"]: async () => (await pool.query('${query}')).rows[0].text }
    run["*/'; drop"]().then(console.log).then(() => pool.end())`,
  )
  const { stdout, stderr } = await runNode(file, { args: [shop.url] })
  await folder.remove()
  expect(stderr).toBe('')
  expect(withoutComment(stdout.trimEnd())).toBe(query)
  expect(parseComment(stdout)).toEqual({ file: "it's */'; drop -- /app'); --*.cjs:5" })
})

test('a path outside the root is relative', async () => {
  const client = traced(app.plainPool(), { root: join(import.meta.dirname, 'harness') })
  const { rows } = await client.query<{ text: string }>(query)
  expect(rows[0]!.text).not.toContain(import.meta.dirname.split('/').slice(0, 3).join('/'))
})

const secret = 'a-secret-value'

/** Everything that the library reports while the app uses a secret as a parameter. */
async function reported(use: () => Promise<unknown>): Promise<string> {
  const records: unknown[] = []
  const note = (record: unknown) => void records.push(record)
  subscribe('sqltrace:query', note)
  await use()
  unsubscribe('sqltrace:query', note)
  const spans = exporter.getFinishedSpans().map(({ name, attributes, events, status }) => {
    return { name, attributes, events, status }
  })
  expect(spans.length).toBeGreaterThan(0)
  // The text and the error in a record come from the app.
  return JSON.stringify([spans, records, faults.take()], (key, value) =>
    key === 'sql' || key === 'error' ? undefined : (value as unknown),
  )
}

const uses: Readonly<Record<string, (stage: Stage) => Promise<unknown>>> = {
  'pg, text and named': async (stage) => {
    const client = await stage.client()
    await client.query('select $1::text', [secret])
    await client.query({ name: 'a', text: 'select $1::text', values: [secret] })
  },
  'pg, an error': async (stage) =>
    failure((await stage.client()).query('select $1::int', [secret])),
  'pg, a unique violation': async (stage) => {
    const client = await stage.client()
    await client.query('begin')
    const insert = "insert into courses (slug, title) values ($1, 'a')"
    await client.query(insert, [secret])
    await failure(client.query(insert, [secret]))
    await client.query('rollback')
  },
  'pg, a literal without parameters': async (stage) =>
    (await stage.client()).query(`select '${secret}' as a`),
  Kysely: async (stage) => {
    const db = stage.kysely()
    await db.selectFrom('courses').selectAll().where('slug', '=', secret).execute()
    await failure(sql`select ${secret}::int`.execute(db))
  },
}

test.each(Object.entries(uses))(
  '%s: no span, record or report contains the value',
  async (_name, use) => {
    expect(await reported(() => use(app))).not.toContain(secret)
  },
)

test('the option puts the values on the span, and only there', async () => {
  const pool = traced(app.plainPool(), { parameters: true })
  await pool.query('select $1::text', [secret])
  const [span] = exporter.getFinishedSpans()
  expect(span?.attributes).toMatchObject({ 'db.query.parameter.0': secret })
  expect(
    (await pool.query<{ text: string }>(`${query} where $1 <> ''`, [secret])).rows[0]?.text,
  ).not.toContain(secret)
})
