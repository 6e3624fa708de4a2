import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { Attributes, Context, Span } from '@opentelemetry/api'
import type { ResolvedOptions } from '../options/resolve-options.js'
import { describe } from '../query-text/text-cache.js'
import { callerAttributes } from './caller-attributes.js'
import type { Caller } from './caller.js'
import type { Outcome, Query } from './query.js'
import { queryAttributes } from './query-attributes.js'

/** Delegates to whatever SDK is registered, now or later; without one its spans are not recorded. */
const tracer = trace.getTracer('sqltrace')

/** What a statement's span is opened with. */
export interface SpanFacts {
  readonly query: Query
  readonly caller: Caller
  readonly parent: Context
  readonly options: ResolvedOptions
  /** Milliseconds, as `performance.now()` counts them: when the app called. */
  readonly startTime: number
}

/**
 * Opens a CLIENT span. The attributes are those of OpenTelemetry's semantic conventions 1.45 for
 * database client calls, for source code and for HTTP.
 */
export function startSpan({ query, caller, parent, options, startTime }: SpanFacts): Span {
  const { summary } = describe(query.sql)
  const system = query.system ?? 'postgresql'
  const attributes: Attributes = { 'db.system.name': system }
  if (summary) attributes['db.query.summary'] = summary
  const settings = { kind: SpanKind.CLIENT, attributes, startTime }
  const span = tracer.startSpan(summary || system, settings, parent)
  if (span.isRecording()) {
    span.setAttributes(queryAttributes(query, options))
    span.setAttributes(callerAttributes(caller))
  }
  return span
}

/** Ends the span with what came back. */
export function endSpan(span: Span, { rows, error }: Outcome): void {
  if (rows !== undefined) span.setAttribute('db.response.returned_rows', rows)
  if (error !== undefined) {
    span.setAttributes(errorAttributes(error))
    // No message: PostgreSQL quotes values in it.
    span.setStatus({ code: SpanStatusCode.ERROR })
  }
  span.end(performance.now())
}

const sqlState = /^[0-9A-Z]{5}$/

function errorAttributes(error: unknown): Attributes {
  const { code, name } = Object(error) as { code?: unknown; name?: unknown }
  if (typeof code !== 'string') return { 'error.type': typeof name === 'string' ? name : '_OTHER' }
  if (!sqlState.test(code)) return { 'error.type': code }
  return { 'db.response.status_code': code, 'error.type': code }
}
