import { SpanKind } from '@opentelemetry/api'
import type { Attributes, Context, Span, Tracer } from '@opentelemetry/api'
import type { ResolvedOptions } from '../options/resolve-options.js'
import { describe } from '../query/query-text.js'
import { guarded } from '../runtime/guarded.js'
import { callerAttributes } from './caller-attributes.js'
import type { Caller } from '../caller/caller.js'
import type { Query } from '../query/query.js'
import { queryAttributes } from './query-attributes.js'

/** What is known when a statement's span starts. */
export interface SpanFacts {
  readonly query: Query
  readonly caller: Caller
  /** The span's parent: its transaction's span, or the app's own. */
  readonly parent: Context
  readonly options: ResolvedOptions
  /** When the app called, as `performance.now()` in milliseconds. */
  readonly startTime: number
}

/**
 * Starts a CLIENT span. The attributes follow OpenTelemetry's semantic conventions 1.45 for database
 * client calls and for source code.
 */
export function startSpan(tracer: Tracer, facts: SpanFacts): Span {
  const { query, caller, parent, startTime } = facts
  const { summary } = describe(query.sql)
  const system = query.system ?? 'postgresql'
  const attributes: Attributes = { 'db.system.name': system }
  if (summary) attributes['db.query.summary'] = summary
  const settings = { kind: SpanKind.CLIENT, attributes, startTime }
  const span = tracer.startSpan(summary || system, settings, parent)
  if (span.isRecording()) {
    describeQuery(span, query, facts.options)
    describeCaller(span, caller)
  }
  return span
}

/** Guarded separately: if describing the span fails, it must still be ended. */
const describeQuery = guarded(
  'describe the query',
  (span: Span, query: Query, options: ResolvedOptions) =>
    span.setAttributes(queryAttributes(query, options)),
)
const describeCaller = guarded('name the caller', (span: Span, caller: Caller) =>
  span.setAttributes(callerAttributes(caller)),
)
