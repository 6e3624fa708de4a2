import { parseComment } from '@sqltrace/sqlcommenter'
import { statements } from '@sqltrace/testing'
import type { Marker } from '../checker/markers.js'
import { poll } from '../failures/poll.js'
import type { Stage } from '../stage/stage.js'
import { copiedTag } from './copied-tag.js'
import type { JaegerSpan, QueryApi } from './query-api.js'

/** What a check needs. */
export interface Scene {
  readonly api: QueryApi
  readonly stage: Stage
  readonly markers: readonly Marker[]
}

/** Returns what was seen; throws if it is not as expected. */
export type Check = (scene: Scene) => Promise<string>

const service = 'courses'

/** What Jaeger must know about the platform; each key describes its check. */
export const checks: Readonly<Record<string, Check>> = {
  'the service has the name of the application': async ({ api }) => {
    const services = await poll(async () => {
      const known = await api.services()
      return known.includes(service) ? known : undefined
    })
    return services.join(', ')
  },

  'a statement is one span': async ({ api, stage }) => {
    const spans = await enrolment(api)
    const sent = await loggedSpans(stage, spans[0]?.traceID ?? '')
    const traced = spans.filter(isTaggedStatement).map(({ spanID }) => spanID)
    same(traced.toSorted().join(), sent.toSorted().join(), 'spans in Jaeger and in the logs')
    return `${traced.length} statements, ${sent.length} spans`
  },

  'a statement is a child of its transaction, and that of its request': async ({ api }) => {
    const spans = await enrolment(api)
    const parentOf = (span: JaegerSpan | undefined) =>
      spans.find(({ spanID }) => spanID === span?.parent)
    const update = spans.find(({ operationName }) => /^update course_counters/i.test(operationName))
    const transaction = parentOf(update)
    const request = parentOf(transaction)
    same(request?.tags['span.kind'], 'server', 'the kind of the root span')
    return [request, transaction, update].map((span) => span?.operationName).join(' → ')
  },

  'a search by file and line finds each of the seven, with its routes': async ({
    api,
    markers,
  }) => {
    const seven = markers.filter(({ number }) => number > 0)
    await Promise.all(seven.map((marker) => poll(() => found(api, marker))))
    return `${seven.length} lines`
  },

  'the traceparent copied from pg_stat_activity leads to that statement': async ({
    api,
    stage,
  }) => {
    const { file, traceparent } = await copiedTag(stage.cluster)
    const [, trace = '', span] = traceparent.split('-')
    const opened = await poll(async () =>
      (await api.trace(trace)).find(({ spanID }) => spanID === span),
    )
    return same(placeOf(opened), file, 'the lines of span and comment')
  },
}

/** The trace of a student's enrolment. */
function enrolment(api: QueryApi): Promise<JaegerSpan[]> {
  return poll(async () => {
    const spans = await api.search(service, { 'sqltrace.http.route': '/enrolments/:course' })
    const [first] = spans
    return first && spans.filter(({ traceID }) => traceID === first.traceID)
  })
}

async function found(api: QueryApi, { file, routes }: Marker): Promise<true | undefined> {
  const [path = '', line = ''] = file.split(':')
  const spans = await api.search(service, { 'code.file.path': path, 'code.line.number': line })
  const here = spans.filter((span) => placeOf(span) === file)
  const seen = new Set(here.map(({ tags }) => tags['sqltrace.http.route']).filter(Boolean))
  const wanted = routes
    .filter((route) => !route.startsWith('job '))
    .map((route) => route.split(' ')[1])
  return seen.size === wanted.length && wanted.every((route) => seen.has(route)) ? true : undefined
}

/** The spans in the comments of a trace's statements, from the servers' logs. */
async function loggedSpans({ cluster }: Stage, trace: string): Promise<string[]> {
  const logs = cluster.servers.map((server) => statements(() => server.readLog()))
  return (await Promise.all(logs)).flat().flatMap(({ text }) => {
    const [, id, span] = parseComment(text)['traceparent']?.split('-') ?? []
    return id === trace && span !== undefined ? [span] : []
  })
}

/** Statements that begin or end a transaction have no traceparent. */
function isTaggedStatement({ tags }: JaegerSpan): boolean {
  return /^(?!begin|commit)/i.test(String(tags['db.query.text'] ?? 'begin'))
}

function placeOf({ tags }: JaegerSpan): string {
  return `${String(tags['code.file.path'])}:${String(tags['code.line.number'])}`
}

function same(actual: unknown, expected: unknown, what: string): string {
  if (actual === expected) return String(actual)
  throw new Error(`${what}: ${String(actual)}, not ${String(expected)}`)
}
