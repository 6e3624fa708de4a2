import { SpanStatusCode, type Span } from '@opentelemetry/api'
import type { FinishedStatement } from '../query/finished-statement.js'
import { guarded } from '../runtime/guarded.js'
import { failureAttributes } from './failure-attributes.js'

/** Ends the span with what came back. */
export function endSpan(finished: FinishedStatement): void {
  const { span, endTime } = finished
  if (!span?.isRecording()) return
  describeOutcome(span, finished)
  span.end(endTime)
}

const describeOutcome = guarded(
  'describe the answer',
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
