import { context, metrics, propagation, trace } from '@opentelemetry/api'
import type { ContextManager, Meter, Tracer } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import type { SpanExporter } from '@opentelemetry/sdk-trace-node'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { perform } from '../contract/harness/perform.js'
import type { Scenario } from '../contract/harness/scenario.js'
import type { Wrap } from '../contract/harness/stage.js'
import { startShop } from '../contract/harness/start-shop.js'
import type { ShopServer } from '../contract/harness/start-shop.js'
import { kyselyStreams } from '../contract/scenarios/kysely-streams.js'
import { kyselyTransactions } from '../contract/scenarios/kysely-transactions.js'
import { pgQueries } from '../contract/scenarios/pg-queries.js'
import { submittables } from '../contract/scenarios/submittables.js'

let shop: ShopServer

beforeAll(async () => {
  shop = await startShop()
})

afterEach(() => {
  for (const api of [trace, metrics, context, propagation]) api.disable()
})

afterAll(() => shop.stop())

let failures = 0
const fail = (): never => {
  failures += 1
  throw new Error('of the telemetry')
}

/** An object whose methods all throw, except for those given. */
const throwing = (intact: object = {}) =>
  new Proxy(intact, { get: (target, name) => Reflect.get(target, name) ?? fail }) as never

const tracerOf = (tracer: Tracer) => trace.setGlobalTracerProvider({ getTracer: () => tracer })
const exporterOf = (exporter: SpanExporter) =>
  new NodeTracerProvider({
    spanProcessors: [new BatchSpanProcessor(exporter, { scheduledDelayMillis: 1 })],
  }).register()

class LostContext extends AsyncLocalStorageContextManager {
  override active = fail
}

class NoEntry extends AsyncLocalStorageContextManager {
  override with = fail
}

const hostile: Readonly<Record<string, () => unknown>> = {
  'an exporter that hangs': () => exporterOf(throwing({ export: () => void failures++ })),
  'an exporter that throws': () => exporterOf(throwing()),
  'a tracer provider that throws': () => trace.setGlobalTracerProvider(throwing()),
  'a tracer that throws': () => tracerOf(throwing()),
  'a tracer that returns nothing': () => tracerOf(throwing({ startSpan: () => void failures++ })),
  'spans that throw': () => tracerOf(throwing({ startSpan: () => throwing() })),
  'recording spans that throw': () =>
    tracerOf(throwing({ startSpan: () => throwing({ isRecording: () => true }) })),
  'a meter that throws': () => metrics.setGlobalMeterProvider({ getMeter: () => throwing() }),
  'instruments that throw': () =>
    metrics.setGlobalMeterProvider({
      getMeter: () => new Proxy({}, { get: () => () => throwing() }) as Meter,
    }),
  'a context manager that has no context': () =>
    context.setGlobalContextManager(new LostContext() as ContextManager),
  'a context manager that never enters one': () =>
    context.setGlobalContextManager(new NoEntry() as ContextManager),
  'a propagator that throws': () => propagation.setGlobalPropagator(throwing()),
}

const { commit } = kyselyTransactions
const scenarios: readonly (Scenario | undefined)[] = [
  pgQueries['a text with values'],
  pgQueries['an error with its position'],
  submittables['a cursor, read in batches'],
  kyselyStreams['left early'],
  kyselyTransactions['a controlled transaction'],
  commit,
]

async function playAll(wrap: Wrap) {
  const outcomes = []
  for (const scenario of scenarios) {
    await shop.refill()
    const { warnings: _, ...outcome } = await perform(scenario!, shop.url, wrap)
    outcomes.push(outcome)
  }
  return outcomes
}

test.each(Object.entries(hostile))('%s breaks no query', async (name, install) => {
  const plain = await playAll((target) => target)
  // The library gets its tracer once, when it is loaded.
  vi.resetModules()
  install()
  failures = 0
  const { traced } = await import('../../src/index.js')
  expect(await playAll(traced)).toEqual(plain)
  expect(failures > 0).toBe(name !== 'a propagator that throws')
})
