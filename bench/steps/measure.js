import { context } from '@opentelemetry/api'
import { placeComment, formatComment } from '@sqltrace/sqlcommenter'
import { currentScope } from '@sqltrace/context'
import { setImmediate as turn } from 'node:timers/promises'
import { measure } from 'mitata'
import { traced, withTags } from 'sqltrace'
import { captureOneFrame } from '../queries/targets.js'
import { inSpan, registerMetrics, registerSpans } from '../queries/telemetry.js'
import { dummyKysely } from './dummy.js'
import * as inside from './inside.js'

const [, , sdk] = process.argv
if (sdk === 'sdk') {
  registerSpans()
  registerMetrics()
}

const sql = 'select * from courses where slug = $1'
const query = { sql, parameters: ['course-42'], named: false }
const rules = { named: false, utility: false, transaction: undefined, traceparent: undefined }
const outcome = { rows: 1, data: [] }
const server = { address: 'localhost', port: 5432, namespace: 'shop' }

const calls = 100
const warmUp = 200

/**
 * The lower quartile of batches, because other work on the machine only adds time. Batches, because the
 * harness's own loop is not an app's caller. A turn of the event loop after each lets the span processor
 * export, as in an app.
 */
async function nanoseconds(fn) {
  const batch = async () => {
    for (let call = 0; call < calls; call++) fn()
    await turn()
  }
  return (await quartile(batch)) / calls
}

async function nanosecondsAsync(fn) {
  const batch = async () => {
    for (let call = 0; call < calls; call++) await fn()
    await turn()
  }
  return (await quartile(batch)) / calls
}

async function quartile(batch) {
  for (let time = 0; time < warmUp; time++) await batch()
  return (await measure(batch, { min_cpu_time: 3e8, inner_gc: false })).p25
}

async function steps() {
  const options = inside.resolveOptions()
  const instrumentation = new inside.Instrumentation(options)
  const { callers } = instrumentation
  const inspector = inside.frameInspector(options)
  const state = new inside.ConnectionState()
  const frames = inside.makeCapture({ usualDepth: 1 })
  const capture = () => frames(capture)
  const byHand = () => captureOneFrame(byHand)
  const call = () => callers.find(call, callers.frames(call))
  const [frame] = capture()
  const caller = call()
  const { tags } = instrumentation.tagger.tag(caller, query, rules)
  const comment = formatComment(tags, options)
  const span = () => {
    const tracer = inside.spanTracer()
    const startTime = performance.now()
    return (
      tracer &&
      inside.startSpan(tracer, { query, caller, parent: caller.context, options, startTime })
    )
  }
  const statement = () => {
    const sent = instrumentation.statement(
      callers.find(statement, callers.frames(statement)),
      query,
    )
    sent.dispatch(state)
    sent.setServer(server)
    sent.tag()
    sent.end(outcome)
  }
  const measured = {
    context: () => [currentScope(), context.active()],
    'capture of one frame': capture,
    'app frame and its position': () => inspector.inspect(frame, 0),
    'caller, found by our entry point': call,
    'the text with its comment, known': () => instrumentation.tagger.tag(caller, query, rules),
    transaction: () => state.send(caller, sql),
    span: () => {
      const opened = span()
      if (opened) inside.endSpan(opened, performance.now(), 0, outcome)
    },
    duration: () => inside.recordDuration(query, server, 1, outcome),
    'whole statement': statement,
    'one frame, by hand': byHand,
    'tags, new': () => inside.statementTags(options, caller, rules),
    'comment, new': () => formatComment(tags, options),
    'text with its comment, new': () => placeComment(sql, comment, options),
    'context of a callback': () => inside.bindContext(capture),
    'wait for a pool': () => inside.startWait(pool)(),
  }
  const found = {}
  for (const [name, fn] of Object.entries(measured)) found[name] = await nanoseconds(fn)
  return found
}

const pool = { options: { connectionString: 'postgres://localhost/shop' } }

async function kysely() {
  const plain = dummyKysely()
  const db = traced(plain)
  const compiled = plain.selectFrom('courses').selectAll().where('slug', '=', 'x').compile()
  return {
    'Kysely without a database': await nanosecondsAsync(() => plain.executeQuery(compiled)),
    'Kysely without a database, traced': await nanosecondsAsync(() => db.executeQuery(compiled)),
  }
}

const request = { method: 'GET', route: '/courses/:slug' }
const run = async () => ({ ...(await steps()), ...(await kysely()) })
console.log(JSON.stringify(await withTags(request, () => inSpan(run))))
process.exit()
