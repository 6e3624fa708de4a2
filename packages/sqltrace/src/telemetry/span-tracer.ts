import { ProxyTracerProvider, trace } from '@opentelemetry/api'
import type { Tracer, TracerProvider } from '@opentelemetry/api'

const noProvider = new ProxyTracerProvider().getDelegate()

let provider: TracerProvider | undefined
let tracer: Tracer | undefined

/**
 * OpenTelemetry's tracer of the SDK that is registered now; `undefined` without one. Asked for each span, because a
 * tracer that was made before a second copy of the API registers its SDK never hears of that.
 */
export function spanTracer(): Tracer | undefined {
  const current = trace.getTracerProvider()
  if (isWithoutSdk(current)) return undefined
  if (tracer && current === provider) return tracer
  provider = current
  return (tracer = current.getTracer('sqltrace'))
}

function isWithoutSdk(current: TracerProvider): boolean {
  return current instanceof ProxyTracerProvider && current.getDelegate() === noProvider
}
