import { createRequire } from 'node:module'
import { SpanKind, trace } from '@opentelemetry/api'

const require = createRequire(import.meta.url)

const sql = 'select * from courses where slug = $1'
const slug = 'course-42'
const connections = 4

/** Loads pg late and with `require`, so that instrumentations can patch it. */
export function newPool(url) {
  const { Pool } = require('pg')
  return new Pool({ connectionString: url, max: connections })
}

/** The query on a pg pool. */
export function onPg(pool, text = sql) {
  return {
    query: () => pool.query(text, [slug]),
    close: () => pool.end(),
  }
}

/** The same, with a hard-coded comment. */
export function onPgWithComment(pool) {
  return onPg(pool, `${sql} /*file='src/courses/repo.ts:42'*/`)
}

/** The same, with the smallest stack capture that finds a line. */
export function onPgWithCapture(pool) {
  const { query, close } = onPgWithComment(pool)
  const captured = () => {
    captureOneFrame(captured)
    return query()
  }
  return { query: captured, close }
}

/** The minimum attributes of a query's span, according to OpenTelemetry's conventions. */
const attributes = {
  'db.system.name': 'postgresql',
  'db.namespace': 'postgres',
  'db.query.summary': 'select courses',
  'db.query.text': sql,
  'server.address': '127.0.0.1',
  'server.port': 5432,
  'code.file.path': 'src/courses/repo.ts',
  'code.line.number': 42,
}

/** The same, with a hand-written span. */
export function onPgWithSpan(pool) {
  const { query, close } = onPgWithCapture(pool)
  const tracer = trace.getTracer('bench')
  const spanned = () => {
    const span = tracer.startSpan('select courses', { kind: SpanKind.CLIENT, attributes })
    return query().then((result) => {
      span.end()
      return result
    })
  }
  return { query: spanned, close }
}

/** The position of the caller of `above`, captured with the app's own `Error`. */
export function captureOneFrame(above) {
  const { prepareStackTrace, stackTraceLimit } = Error
  Error.prepareStackTrace = (_, frames) => frames
  Error.stackTraceLimit = 1
  const holder = {}
  Error.captureStackTrace(holder, above)
  const [frame] = holder.stack
  Error.prepareStackTrace = prepareStackTrace
  Error.stackTraceLimit = stackTraceLimit
  return frame && `${frame.getScriptNameOrSourceURL()}:${frame.getPosition()}`
}

export function dialectOf(pool) {
  const { PostgresDialect } = require('kysely')
  return new PostgresDialect({ pool })
}

/** The query, built and sent with Kysely. */
export function onKysely(dialect, wrap = (db) => db) {
  const { Kysely } = require('kysely')
  const db = wrap(new Kysely({ dialect }))
  return {
    query: () => db.selectFrom('courses').selectAll().where('slug', '=', slug).executeTakeFirst(),
    close: () => db.destroy(),
  }
}
