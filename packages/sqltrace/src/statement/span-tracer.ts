import { trace } from '@opentelemetry/api'
import type { Tracer, TracerProvider } from '@opentelemetry/api'

let provider: TracerProvider | undefined
let tracer: Tracer | undefined

/**
 * OpenTelemetry's tracer of the SDK that is registered now. Asked for each span, because a tracer that was
 * made before a second copy of the API registers its SDK never hears of that.
 */
export function spanTracer(): Tracer {
  const current = trace.getTracerProvider()
  if (tracer && current === provider) return tracer
  provider = current
  return (tracer = current.getTracer('sqltrace'))
}
