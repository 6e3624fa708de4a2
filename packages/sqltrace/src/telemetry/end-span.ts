import { SpanStatusCode, type Span } from '@opentelemetry/api'
import type { Outcome } from '../query/query.js'
import { guarded } from '../runtime/guarded.js'
import { failureAttributes } from './failure-attributes.js'

/** Ends the span with the statement's outcome; times are in milliseconds. */
export function endSpan(span: Span, endTime: number, poolWait: number, outcome: Outcome): void {
  if (!span.isRecording()) return
  describeOutcome(span, poolWait, outcome)
  span.end(endTime)
}

const describeOutcome = guarded(
  'describe the outcome',
  (span: Span, poolWait: number, outcome: Outcome) => {
    const { rows } = outcome
    const failure = failureAttributes(outcome)
    span.setAttribute('sqltrace.pool.wait_time', poolWait / 1000)
    if (rows !== undefined) span.setAttribute('db.response.returned_rows', rows)
    if (failure) {
      span.setAttributes(failure)
      // No message, because PostgreSQL quotes values in it.
      span.setStatus({ code: SpanStatusCode.ERROR })
    }
  },
)
