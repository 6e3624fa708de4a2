import { diag, metrics } from '@opentelemetry/api'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'pg'
import { traced, withTags } from 'sqltrace'
import { advise } from 'sqltrace/advice'
import type { Advice, RuleSettings } from 'sqltrace/advice'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { useDatabase } from '../support/database.js'
import { useSpans } from '../support/spans.js'
import { adviceOn } from './collect.js'

const database = useDatabase()
const spans = useSpans()
let pool: Pool
const long = `select 1 as one where 1 in (${Array.from({ length: 120 }, () => '4711').join(', ')})`
const ask = () => pool.query(long)

beforeAll(() => {
  pool = traced(new Pool({ connectionString: database.url }))
})
afterAll(() => pool.end())

test('advice is reported once per line, and counted after that', async () => {
  const advice = await adviceOn(async () => {
    for (let index = 0; index < 5; index++) await ask()
  })
  expect(advice).toMatchObject([{ rule: 'in-list', count: 1 }])
})

test('advice contains no values', async () => {
  const [advice] = await adviceOn(ask)
  expect(advice?.sql).toMatch(/^select \? as one where \? in \(\?/)
  expect(JSON.stringify(advice)).not.toContain('4711')
})

test('the span names the rule', async () => {
  let ended: unknown[] = []
  await adviceOn(async () => {
    const [span] = await spans.during(ask)
    ended = [span?.attributes['sqltrace.advice']]
  })
  expect(ended).toEqual(['in-list'])
})

test('a counter counts each finding by rule', async () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 60_000 })
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }))
  await adviceOn(async () => {
    await ask()
    await ask()
  })
  await reader.forceFlush()
  const all = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics)
  const counter = all
    .flatMap((scope) => scope.metrics)
    .find(({ descriptor }) => descriptor.name === 'sqltrace.advice')
  expect(counter?.dataPoints).toMatchObject([
    { value: 2, attributes: { 'sqltrace.advice.rule': 'in-list' } },
  ])
  await reader.shutdown()
  metrics.disable()
})

test('work tagged with advice: off gets none, and the tag is not sent', async () => {
  let texts: string[] = []
  const advice = await adviceOn(async () => {
    texts = await database.sent(() => withTags({ advice: 'off', job: 'import' }, ask))
  })
  expect(advice).toEqual([])
  expect(texts).toMatchObject([expect.stringMatching(/job='import'/)])
  expect(texts.join()).not.toContain('advice=')
})

test('a rule can be turned off', async () => {
  expect(await adviceOn(ask, { 'in-list': false })).toEqual([])
})

test('advice is reported after a moment, without stopping', async () => {
  const given: Advice[] = []
  const stop = advise({ report: (advice) => given.push(advice), rules: { 'pool-settings': false } })
  await ask()
  await vi.waitFor(() => expect(given).toHaveLength(1), { timeout: 5000 })
  stop()
  await ask()
  expect(given).toHaveLength(1)
})

const fault = () => new Error('of the app\u001b[2J')
const fail = () => {
  throw fault()
}

class Thenable {
  constructor(readonly then: (yes: unknown, no: (error: Error) => void) => void) {}
}

test.each<[string, () => unknown]>([
  ['throws', fail],
  ['rejects', async () => fail()],
  ['rejects later', () => sleep(5).then(fail)],
  ['returns a thenable that rejects', () => new Thenable((_, no) => no(fault()))],
  ['returns a thenable that throws', () => new Thenable(fail)],
  ['returns an object whose then throws', () => new Proxy({}, { get: fail })],
])('a report that %s breaks nothing, and its fault is reported once', async (_name, report) => {
  vi.resetModules()
  const { advise: fresh } = await import('sqltrace/advice')
  const log = vi.fn()
  const ignore = () => {}
  diag.setLogger({ error: log, warn: log, info: ignore, debug: ignore, verbose: ignore })
  const stop = fresh({ report })
  expect((await ask()).rows).toEqual([])
  stop()
  await vi.waitFor(() => expect(log).toHaveBeenCalledOnce())
  diag.disable()
  const [message, shown] = log.mock.calls[0] as [string, Error]
  expect(message).toBe('sqltrace: could not report advice; the query runs without it')
  expect(shown.message).toBe('of the app\\u{1b}[2J')
  expect(shown.stack).toMatch(/^Error: of the app\\u\{1b\}\[2J\n {4}at /)
})

test('a pool with missing settings is reported once, with the consequences', async () => {
  const open = traced(new Pool({ connectionString: database.url, keepAlive: true }))
  open.on('error', () => {})
  const given: Advice[] = []
  const stop = advise({ report: (advice) => given.push(advice) })
  stop()
  await open.end()
  const ofOpen = given.filter(({ remedy }) => !remedy.includes('keepAlive'))
  const { port } = new URL(database.url)
  expect(ofOpen).toMatchObject([
    {
      rule: 'pool-settings',
      file: undefined,
      seen: `The pool 127.0.0.1:${port}/postgres does not survive a server outage.`,
      remedy: expect.stringMatching(/^No connectionTimeoutMillis: .*\nNo statement_timeout, /),
    },
  ])
})

test.each<[RuleSettings | object, RegExp]>([
  [{ 'n+1': false }, /Unknown advice rule "n\+1".*n-plus-one/],
  [{ 'in-list': { length: 5 } }, /Unknown threshold "length".*in-list are values/],
  [{ 'in-list': { values: '5' } }, /option in-list\.values must be a non-negative number/],
])('wrong settings throw with a fix in the message: %j', (rules, message) => {
  expect(() => advise({ rules })).toThrow(message)
})
