import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { SpanKind, SpanStatusCode, context, trace } from '@opentelemetry/api'
import { suppressTracing } from '@opentelemetry/core'
import type { ReadableSpan } from '@opentelemetry/sdk-trace-node'
import * as conventions from '@opentelemetry/semantic-conventions'
import * as incubating from '@opentelemetry/semantic-conventions/incubating'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { Pool } from 'pg'
import Cursor from 'pg-cursor'
import { traced, withTags } from 'sqltrace'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { useDatabase } from './support/database.js'
import { mysqlKysely } from './support/mysql-kysely.js'
import { useSpans } from './support/spans.js'

interface Tables {
  items: { id: number; name: string }
}

const database = useDatabase()
const spans = useSpans()
let pool: Pool
let db: Kysely<Tables>

beforeAll(async () => {
  pool = traced(new Pool({ connectionString: database.url, max: 2 }))
  db = traced(new Kysely<Tables>({ dialect: new PostgresDialect({ pool, cursor: Cursor }) }))
  await db.schema
    .createTable('items')
    .addColumn('id', 'integer')
    .addColumn('name', 'text')
    .execute()
})

afterAll(() => db.destroy())

const parentOf = (span: ReadableSpan, all: readonly ReadableSpan[]) =>
  all.find((other) => other.spanContext().spanId === span.parentSpanContext?.spanId)?.name

const named = (all: readonly ReadableSpan[], name: string) => {
  const span = all.find((one) => one.name === name)
  if (!span) throw new Error(`no span ${name} among ${all.map((one) => one.name).join(', ')}`)
  return span
}

test('a statement is one CLIENT span with its text, its server and its call site', async () => {
  const [span, ...others] = await spans.during(() =>
    db.selectFrom('items').selectAll().where('id', '=', 1).execute(),
  )
  expect(others).toEqual([])
  expect(span?.kind).toBe(SpanKind.CLIENT)
  expect(span?.name).toBe('select items')
  expect(span?.attributes).toMatchObject({
    'db.system.name': 'postgresql',
    'db.namespace': 'postgres',
    'db.query.summary': 'select items',
    'db.query.text': 'select * from "items" where "id" = $1',
    'db.operation.name': 'select',
    'db.collection.name': 'items',
    'db.response.returned_rows': 0,
    'server.address': '127.0.0.1',
    'server.port': Number(new URL(database.url).port),
    'code.file.path': 'packages/sqltrace/test/spans.test.ts',
    'code.line.number': expect.any(Number),
  })
})

test('pg alone creates the same span, except for what only Kysely knows', async () => {
  const [span, ...others] = await spans.during(() => pool.query('select 1 as one'))
  expect(others).toEqual([])
  expect(span?.attributes).toMatchObject({
    'db.query.text': 'select ? as one',
    'db.response.returned_rows': 1,
  })
  expect(span?.attributes).not.toHaveProperty('db.operation.name')
})

test('literals are masked if and only if the statement has no parameters', async () => {
  const [masked, kept] = await spans.during(async () => {
    await pool.query("select 'secret' as a, 42 as b")
    await pool.query("select 'constant' as a, $1::int as b", [42])
  })
  expect(masked?.attributes['db.query.text']).toBe('select ? as a, ? as b')
  expect(kept?.attributes['db.query.text']).toBe("select 'constant' as a, $1::int as b")
})

test('an error has the SQLSTATE and no text that could contain a value', async () => {
  const [span] = await spans.during(() => pool.query("select 'secret'::int").catch(() => {}))
  expect(span?.status).toEqual({ code: SpanStatusCode.ERROR })
  expect(span?.attributes).toMatchObject({
    'db.response.status_code': '22P02',
    'error.type': '22P02',
  })
  expect(JSON.stringify(span?.attributes)).not.toContain('secret')
})

test('parameter values are on the span only with the option', async () => {
  const asked = traced(new Pool({ connectionString: database.url }), { parameters: true })
  const [without, withValues] = await spans.during(async () => {
    await pool.query('select $1::text', ['secret'])
    await asked.query('select $1::text, $2::jsonb', ['shown', { a: 1 }])
  })
  await asked.end()
  expect(JSON.stringify(without?.attributes)).not.toContain('secret')
  expect(withValues?.attributes).toMatchObject({
    'db.query.parameter.0': 'shown',
    'db.query.parameter.1': '{"a":1}',
  })
})

test('a transaction is a span from BEGIN to its outcome, and its statements are its children', async () => {
  const all = await spans.during(() =>
    db.transaction().execute(async (trx) => {
      await trx.selectFrom('items').selectAll().execute()
    }),
  )
  const transaction = named(all, 'transaction')
  expect(
    all.filter((span) => span !== transaction).map((span) => [span.name, parentOf(span, all)]),
  ).toEqual([
    ['begin', 'transaction'],
    ['select items', 'transaction'],
    ['commit', 'transaction'],
  ])
  expect(transaction.attributes['sqltrace.transaction.outcome']).toBe('commit')
})

test('a span that the app starts inside a transaction is the parent of its statements', async () => {
  const tracer = trace.getTracer('app')
  const all = await spans.during(() =>
    db.transaction().execute((trx) =>
      tracer.startActiveSpan('checkout', async (span) => {
        await trx.selectFrom('items').selectAll().execute()
        span.end()
      }),
    ),
  )
  expect(parentOf(named(all, 'select items'), all)).toBe('checkout')
  expect(parentOf(named(all, 'checkout'), all)).toBe('transaction')
})

test('controlled and manual transactions are spans too, with their outcome', async () => {
  const all = await spans.during(async () => {
    const trx = await db.startTransaction().execute()
    await trx.selectFrom('items').selectAll().execute()
    await trx.rollback().execute()
    const client = await pool.connect()
    await client.query('START TRANSACTION ISOLATION LEVEL SERIALIZABLE')
    await client.query('select 1')
    await client.query('COMMIT')
    client.release()
  })
  const outcomes = all.filter(({ name }) => name === 'transaction')
  expect(outcomes.map(({ attributes }) => attributes['sqltrace.transaction.outcome'])).toEqual([
    'rollback',
    'commit',
  ])
  expect(all.filter((span) => parentOf(span, all) === 'transaction')).toHaveLength(6)
})

test('COMMIT of a failed transaction counts as the rollback that the server performs', async () => {
  const all = await spans.during(async () => {
    const client = await pool.connect()
    await client.query('BEGIN')
    await client.query('select nope').catch(() => {})
    await client.query('COMMIT')
    client.release()
  })
  expect(named(all, 'transaction').attributes['sqltrace.transaction.outcome']).toBe('rollback')
})

test('releasing a client with an open transaction ends the span', async () => {
  const all = await spans.during(async () => {
    const client = await pool.connect()
    await client.query('BEGIN')
    client.release()
    const next = await pool.connect()
    await next.query('ROLLBACK')
    next.release()
  })
  expect(named(all, 'transaction').attributes['sqltrace.transaction.outcome']).toBe('lost')
})

test('the active span is the parent, even of statements that wait for the pool', async () => {
  const tracer = trace.getTracer('app')
  const all = await spans.during(() =>
    Promise.all(
      ['a', 'b', 'c', 'd'].map((name) =>
        tracer.startActiveSpan(name, async (span) => {
          await pool.query(`select 1 as ${name}`)
          span.end()
        }),
      ),
    ),
  )
  for (const span of all.filter(({ kind }) => kind === SpanKind.CLIENT)) {
    expect(span.attributes['db.query.text']).toBe(`select ? as ${parentOf(span, all)}`)
  }
})

test('the wait for a connection is recorded on the statement, in seconds', async () => {
  const one = traced(new Pool({ connectionString: database.url, max: 1 }))
  const all = await spans.during(() =>
    Promise.all([one.query('select pg_sleep(0.2)'), one.query('select 1 as waited')]),
  )
  await one.end()
  const waited = all.find(({ attributes }) => attributes['db.query.text'] === 'select ? as waited')
  expect(waited?.attributes['sqltrace.pool.wait_time']).toBeGreaterThan(0.15)
})

test('a failed connection is an error on the statement', async () => {
  const nowhere = traced(new Pool({ host: '127.0.0.1', port: 1 }))
  const [span] = await spans.during(() => nowhere.query('select 1').catch(() => {}))
  await nowhere.end()
  expect(span?.attributes['error.type']).toBe('ECONNREFUSED')
})

test('a stream ends its span when it has been read, or left early', async () => {
  await db
    .insertInto('items')
    .values([1, 2, 3].map((id) => ({ id, name: 'n' })))
    .execute()
  const read = await spans.during(async () => {
    for await (const _ of db.selectFrom('items').selectAll().stream(1));
  })
  const left = await spans.during(async () => {
    for await (const _ of db.selectFrom('items').selectAll().stream(1)) break
  })
  expect(read.map(({ attributes }) => attributes['db.response.returned_rows'])).toEqual([3])
  expect(left.map(({ name }) => name)).toEqual(['select items'])
})

test('a cursor ends its span when it is closed', async () => {
  const client = await pool.connect()
  const all = await spans.during(async () => {
    const cursor = client.query(new Cursor('select * from generate_series(1, 5)'))
    await cursor.read(2)
    await cursor.close()
  })
  client.release()
  expect(all).toHaveLength(1)
})

test('a statement that the server cancels has the SQLSTATE', async () => {
  const client = await pool.connect()
  await client.query('set statement_timeout = 50')
  const [span] = await spans.during(() => client.query('select pg_sleep(5)').catch(() => {}))
  await client.query('reset statement_timeout')
  client.release()
  expect(span?.attributes['error.type']).toBe('57014')
})

test('withTags sets the route and the method on spans as in tags', async () => {
  const [span] = await spans.during(() =>
    withTags({ route: 'query Courses', method: 'GRAPHQL' }, () => pool.query('select 1')),
  )
  expect(span?.attributes).toMatchObject({
    'sqltrace.http.route': 'query Courses',
    'sqltrace.http.request.method': 'GRAPHQL',
  })
})

test('suppressed tracing creates no span, and the statement is still tagged', async () => {
  let sent: string[] = []
  const all = await spans.during(() =>
    context.with(suppressTracing(context.active()), async () => {
      sent = await database.sent(() => pool.query('select 1'))
    }),
  )
  expect(all).toEqual([])
  expect(sent[0]).toContain('/*file=')
})

test('traceparent is the statement’s own span, and is never added to a named statement', async () => {
  const linked = traced(new Pool({ connectionString: database.url }), { traceparent: true })
  let sent: string[] = []
  const [span] = await spans.during(async () => {
    sent = await database.sent(async () => {
      await linked.query('select 1')
      await linked.query({ name: 'n', text: 'select 2' })
    })
  })
  await linked.end()
  const { traceId, spanId } = span?.spanContext() ?? {}
  expect(sent[0]).toContain(`traceparent='00-${traceId}-${spanId}-01'`)
  expect(sent[1]).not.toContain('traceparent')
})

test('no attribute makes a statement look like an HTTP request', async () => {
  const [begin, ...statements] = await spans.during(() =>
    withTags({ route: '/courses/:slug', method: 'GET' }, () =>
      db.transaction().execute((trx) => trx.selectFrom('items').selectAll().execute()),
    ),
  )
  for (const span of [begin, ...statements]) {
    const own = /^(?:db|server|code|error|sqltrace)\./
    expect(Object.keys(span?.attributes ?? {}).filter((name) => !own.test(name))).toEqual([])
    expect(span?.attributes['sqltrace.http.route']).toBe('/courses/:slug')
  }
})

test('every attribute is from the conventions, or begins with sqltrace', async () => {
  const known = new Set<unknown>(
    [...Object.entries(conventions), ...Object.entries(incubating)]
      .filter(([name]) => name.startsWith('ATTR_'))
      .map(([, value]) => value),
  )
  const all = await spans.during(async () => {
    await db.transaction().execute((trx) => sql`select ${1}::int`.execute(trx))
    await pool.query('select nope').catch(() => {})
  })
  const names = new Set(all.flatMap(({ attributes }) => Object.keys(attributes)))
  expect([...names].filter((name) => !known.has(name) && !name.startsWith('sqltrace.'))).toEqual([])
})

test('an abandoned stream ends its span when it is garbage collected', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const all = await spans.during(async () => {
    db.getExecutor().stream(db.selectFrom('items').selectAll().compile(), 1)
    await vi.waitFor(() => {
      collect()
      expect(spans.ended()).toHaveLength(1)
    }, 5000)
  })
  expect(all[0]?.name).toBe('select items')
})

test('a statement of another dialect has a span with its database system', async () => {
  const other = traced(mysqlKysely())
  const [span] = await spans.during(() => other.selectFrom('items').selectAll().execute())
  expect(span?.attributes).toMatchObject({
    'db.system.name': 'mysql',
    'db.query.text': 'select * from `items`',
    'db.collection.name': 'items',
    'code.file.path': 'packages/sqltrace/test/spans.test.ts',
  })
})
