import { gunzipSync } from 'node:zlib'
import { SpanKind, SpanStatusCode, trace, context } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { CompressionAlgorithm } from '@opentelemetry/otlp-exporter-base'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startOtlpReceiver, type OtlpReceiver } from './start-otlp-receiver.js'

let receiver: OtlpReceiver
let provider: NodeTracerProvider

beforeAll(async () => {
  receiver = await startOtlpReceiver()
  const exporter = new OTLPTraceExporter({ url: `${receiver.url}/v1/traces` })
  provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'shop' }),
    spanProcessors: [new BatchSpanProcessor(exporter, { scheduledDelayMillis: 50 })],
  })
})

afterAll(async () => {
  await provider.shutdown()
  await receiver.stop()
})

test('reads what the OpenTelemetry exporter sends', async () => {
  const tracer = provider.getTracer('the tracer')
  const outer = tracer.startSpan('GET /courses', { kind: SpanKind.SERVER })
  const inner = tracer.startSpan(
    'select courses',
    {
      kind: SpanKind.CLIENT,
      startTime: 1_700_000_000_000,
      attributes: { line: 42, tags: ['a', 'b'], ok: true, half: 0.5 },
    },
    trace.setSpan(context.active(), outer),
  )
  inner.setStatus({ code: SpanStatusCode.ERROR, message: 'gone' })
  inner.end(1_700_000_000_025.5)
  outer.end()
  const received = await receiver.waitFor(({ name }) => name === 'select courses')
  expect(received).toEqual({
    name: 'select courses',
    traceId: outer.spanContext().traceId,
    spanId: inner.spanContext().spanId,
    parentSpanId: outer.spanContext().spanId,
    kind: 3,
    startTime: 1_700_000_000_000,
    duration: 25.5,
    attributes: { line: 42, tags: ['a', 'b'], ok: true, half: 0.5 },
    status: { code: 2, message: 'gone' },
    events: [],
    scope: 'the tracer',
    resource: expect.objectContaining({ 'service.name': 'shop' }),
  })
  const root = await receiver.waitFor(({ spanId }) => spanId === outer.spanContext().spanId)
  expect(root).toMatchObject({ parentSpanId: undefined, kind: 2 })
})

test('reads compressed requests, and keeps each unchanged', async () => {
  const { url } = receiver
  const exporter = new OTLPTraceExporter({
    url: `${url}/v1/traces`,
    headers: { 'x-key': 'k' },
    compression: CompressionAlgorithm.GZIP,
  })
  const zipped = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
  zipped.getTracer('a').startSpan('zipped').end()
  await receiver.waitFor(({ name }) => name === 'zipped')
  const request = receiver.requests().at(-1)
  expect(request?.headers).toMatchObject({ 'x-key': 'k', 'content-encoding': 'gzip' })
  expect(gunzipSync(request?.body ?? '').toString()).toContain('"zipped"')
  await zipped.shutdown()
})

test('waiting for a span that never arrives rejects with the names of those that did', async () => {
  provider.getTracer('a').startSpan('another').end()
  await receiver.waitFor(({ name }) => name === 'another')
  await expect(receiver.waitFor(() => false, 100)).rejects.toThrow(/in time.*another/)
})

async function post(path: string, type: string, body: string): Promise<Response> {
  return fetch(receiver.url + path, { method: 'POST', headers: { 'content-type': type }, body })
}

test('rejects unknown encodings and paths', async () => {
  expect((await post('/v1/traces', 'application/x-protobuf', 'x')).status).toBe(415)
  expect((await post('/v1/logs', 'application/json', '{}')).status).toBe(404)
  expect((await post('/v1/traces', 'application/json', '{')).status).toBe(400)
})
