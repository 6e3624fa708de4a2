import { context, trace } from '@opentelemetry/api'
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node'
import type { ReadableSpan, Sampler } from '@opentelemetry/sdk-trace-node'
import { afterAll, beforeAll } from 'vitest'

/** The spans of a test file. */
export interface Spans {
  /** The spans that ended while `fn` ran, in order of their end. */
  during(fn: () => unknown): Promise<ReadableSpan[]>
  /** The spans that have ended so far. */
  ended(): ReadableSpan[]
}

/** Registers a tracer provider that keeps spans in memory, for one test file. */
export function useSpans(sampler?: Sampler): Spans {
  const exporter = new InMemorySpanExporter()
  const provider = new NodeTracerProvider({
    ...(sampler && { sampler }),
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  })
  beforeAll(() => provider.register())
  afterAll(async () => {
    await provider.shutdown()
    trace.disable()
    context.disable()
  })
  return {
    async during(fn) {
      exporter.reset()
      await fn()
      return exporter.getFinishedSpans()
    },
    ended: () => exporter.getFinishedSpans(),
  }
}
