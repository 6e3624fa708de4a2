import { ProxyTracerProvider, trace } from '@opentelemetry/api'
import type { Tracer, TracerProvider } from '@opentelemetry/api'

const noProvider = new ProxyTracerProvider().getDelegate()

let provider: TracerProvider | undefined
let tracer: Tracer | undefined

/**
 * The tracer of the currently registered OpenTelemetry SDK; `undefined` without one. Looked up for each span, because an
 * existing tracer does not notice when a second copy of the API registers its SDK.
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
