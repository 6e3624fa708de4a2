import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import type { SpanProcessor } from '@opentelemetry/sdk-trace-node'

/** A real SDK that counts spans: each one that starts must end. */
export function recordSpans() {
  const open = new Set<string>()
  let started = 0
  const counter: SpanProcessor = {
    onStart: (span) => {
      started += 1
      open.add(span.spanContext().spanId)
    },
    onEnd: (span) => void open.delete(span.spanContext().spanId),
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  }
  new NodeTracerProvider({ spanProcessors: [counter] }).register()
  const take = () => {
    const taken = { started, open: open.size }
    started = 0
    open.clear()
    return taken
  }
  return { take }
}
