import { context, trace } from '@opentelemetry/api'
import { RPCType, setRPCMetadata } from '@opentelemetry/core'
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { observeRequests } from '../../src/route/observe-requests.js'
import { listen, observed } from './serve.js'

const provider = new NodeTracerProvider()

beforeAll(() => {
  provider.register()
  observeRequests()
})
afterAll(async () => {
  context.disable()
  trace.disable()
  await provider.shutdown()
})

test('a route from an OpenTelemetry instrumentation is used, and kept after the response', async () => {
  const seen: unknown[] = []
  const origin = await listen((_, response) => {
    const span = trace.getTracer('test').startSpan('request')
    const route = { type: RPCType.HTTP as const, span, route: '/x/:id' }
    seen.push(observed())
    context.with(setRPCMetadata(context.active(), route), () => seen.push(observed()))
    response.end()
    response.on('close', () => seen.push(observed()))
  })
  await (await fetch(origin)).text()
  await expect
    .poll(() => seen)
    .toEqual([
      { method: 'GET', route: undefined },
      { method: 'GET', route: '/x/:id' },
      { method: 'GET', route: '/x/:id' },
    ])
})
