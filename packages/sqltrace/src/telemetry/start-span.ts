import { SpanKind, SpanStatusCode } from '@opentelemetry/api'
import type { Attributes, Span } from '@opentelemetry/api'
import type { ResolvedOptions } from '../options/resolve-options.js'
import { describe } from '../query/query-text.js'
import { guarded } from '../runtime/guarded.js'
import type { Transaction } from '../transaction/transaction.js'
import { callerAttributes } from './caller-attributes.js'
import type { Caller } from '../caller/caller.js'
import { failureAttributes } from './failure-attributes.js'
import type { FinishedStatement } from '../query/finished-statement.js'
import type { Query } from '../query/query.js'
import { queryAttributes } from './query-attributes.js'
import { spanTracer } from './span-tracer.js'

/** What a statement's span is opened with. */
export interface SpanFacts {
  readonly query: Query
  readonly caller: Caller
  readonly transaction: Transaction | undefined
  readonly options: ResolvedOptions
  /** Milliseconds of `performance.now()`: when the app called. */
  readonly startTime: number
}

/**
 * Opens a CLIENT span, if there is an SDK. The attributes are those of OpenTelemetry's semantic conventions 1.45 for
 * database client calls and for source code.
 */
export function startSpan(facts: SpanFacts): Span | undefined {
  const tracer = spanTracer()
  if (!tracer) return undefined
  const { query, caller, transaction, startTime } = facts
  const { summary } = describe(query.sql)
  const system = query.system ?? 'postgresql'
  const attributes: Attributes = { 'db.system.name': system }
  if (summary) attributes['db.query.summary'] = summary
  const settings = { kind: SpanKind.CLIENT, attributes, startTime }
  const parent = transaction?.within(caller.context) ?? caller.context
  const span = tracer.startSpan(summary || system, settings, parent)
  if (span.isRecording()) {
    describeQuery(span, query, facts.options)
    describeCaller(span, caller)
  }
  return span
}

/** A span that has begun has to end, whatever happens to what it says. */
const describeQuery = guarded(
  'describing a statement',
  (span: Span, query: Query, options: ResolvedOptions) =>
    span.setAttributes(queryAttributes(query, options)),
)
const describeCaller = guarded('naming the caller', (span: Span, caller: Caller) =>
  span.setAttributes(callerAttributes(caller)),
)

/** Ends the span with what came back. */
export function endSpan(finished: FinishedStatement): void {
  const { span, endTime } = finished
  if (!span?.isRecording()) return
  describeOutcome(span, finished)
  span.end(endTime)
}

const describeOutcome = guarded(
  'describing an answer',
  (span: Span, finished: FinishedStatement) => {
    const { outcome, poolWait } = finished
    const { rows } = outcome
    const failure = failureAttributes(outcome)
    span.setAttribute('sqltrace.pool.wait_time', poolWait / 1000)
    if (rows !== undefined) span.setAttribute('db.response.returned_rows', rows)
    if (failure) {
      span.setAttributes(failure)
      // No message: PostgreSQL quotes values in it.
      span.setStatus({ code: SpanStatusCode.ERROR })
    }
  },
)
