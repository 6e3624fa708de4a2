import { traced } from 'sqltrace'
import { instrumentPg, observed } from './peers.js'
import { registerMetrics, registerSpans } from './telemetry.js'
import { dialectOf, newPool, onKysely, onPg } from './targets.js'
import { onPgWithCapture, onPgWithComment, onPgWithSpan } from './targets.js'

const withSdk = (open) => (url) => {
  registerSpans()
  return open(url)
}
const withMetrics = (open) => (url) => {
  registerMetrics()
  return open(url)
}
const tracedPg = (options) => (url) => onPg(traced(newPool(url), options))
const tracedKysely = (options) => (url) =>
  onKysely(dialectOf(newPool(url)), (db) => traced(db, options))
const noRoute = { http: false }
const withComments = { addSqlCommenterCommentToQueries: true }

/** What is measured: how to open it, and the base of the comparison. Each runs in a separate process. */
export const variants = {
  pg: { open: (url) => onPg(newPool(url)) },
  'pg, constant comment': { base: 'pg', open: (url) => onPgWithComment(newPool(url)) },
  'pg, constant comment, one frame': { base: 'pg', open: (url) => onPgWithCapture(newPool(url)) },
  'pg, constant comment, one frame, one span': {
    base: 'pg',
    open: withSdk((url) => onPgWithSpan(newPool(url))),
  },
  'pg, sqltrace with enabled: false': { base: 'pg', open: tracedPg({ enabled: false }) },
  'pg, sqltrace with SQLTRACE_DISABLED': {
    base: 'pg',
    env: { SQLTRACE_DISABLED: 'true' },
    open: tracedPg(),
  },
  'pg, sqltrace: tags': { base: 'pg', open: tracedPg(noRoute) },
  'pg, sqltrace: tags, spans': { base: 'pg', open: withSdk(tracedPg(noRoute)) },
  'pg, sqltrace: tags, spans, metrics, route': {
    base: 'pg',
    open: withSdk(withMetrics(tracedPg())),
  },
  'pg, instrumentation-pg: spans': { base: 'pg', open: withSdk(instrumentPg({})) },
  'pg, instrumentation-pg: spans, comments': {
    base: 'pg',
    open: withSdk(instrumentPg(withComments)),
  },
  'pg, instrumentation-pg: spans, metrics, comments': {
    base: 'pg',
    open: withSdk(withMetrics(instrumentPg(withComments))),
  },
  kysely: { open: (url) => onKysely(dialectOf(newPool(url))) },
  'kysely, sqltrace: tags': { base: 'kysely', open: tracedKysely(noRoute) },
  'kysely, sqltrace: tags, spans': { base: 'kysely', open: withSdk(tracedKysely(noRoute)) },
  'kysely, sqltrace: tags, spans, metrics, route': {
    base: 'kysely',
    open: withSdk(withMetrics(tracedKysely())),
  },
  'kysely, kysely-opentelemetry: spans, metrics': {
    base: 'kysely',
    open: withSdk(withMetrics((url) => onKysely(observed(dialectOf(newPool(url)))))),
  },
}
