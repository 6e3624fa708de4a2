import { TraceFlags, isSpanContextValid } from '@opentelemetry/api'
import type { Span } from '@opentelemetry/api'

/** The W3C trace context of a sampled span: `00-<trace id>-<span id>-01`. */
export function traceparentOf(span: Span | undefined): string | undefined {
  const context = span?.spanContext()
  if (!context || !isSpanContextValid(context)) return undefined
  if (!(context.traceFlags & TraceFlags.SAMPLED)) return undefined
  return `00-${context.traceId}-${context.spanId}-01`
}
