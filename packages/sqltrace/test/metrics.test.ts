import { metrics } from '@opentelemetry/api'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import type { HistogramMetricData } from '@opentelemetry/sdk-metrics'
import { Pool } from 'pg'
import { traced } from 'sqltrace'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useDatabase } from './support/database.js'

const database = useDatabase()
const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })
let pool: Pool

beforeAll(() => {
  pool = traced(new Pool({ connectionString: database.url, max: 1, connectionTimeoutMillis: 1000 }))
  // Registered after the pool was wrapped: instruments follow the provider.
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }))
})

afterAll(async () => {
  await pool.end()
  await reader.shutdown()
  metrics.disable()
})

async function collected(name: string) {
  exporter.reset()
  await reader.forceFlush()
  const all = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics)
  const found = all
    .flatMap((scope) => scope.metrics)
    .find(({ descriptor }) => descriptor.name === name)
  if (!found) throw new Error(`no metric ${name}`)
  return found
}

test('durations are recorded in seconds with the buckets of the conventions', async () => {
  await pool.query('select 1')
  const { descriptor, dataPoints } = (await collected(
    'db.client.operation.duration',
  )) as HistogramMetricData
  expect(descriptor.unit).toBe('s')
  expect(dataPoints[0]?.value.buckets.boundaries).toEqual([
    0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10,
  ])
  expect(dataPoints[0]?.attributes).toMatchObject({
    'db.system.name': 'postgresql',
    'db.query.summary': 'select',
    'server.address': '127.0.0.1',
  })
})

test('a failed statement is counted with its SQLSTATE', async () => {
  await pool.query('select nope').catch(() => {})
  const { dataPoints } = await collected('db.client.operation.duration')
  expect(dataPoints.map(({ attributes }) => attributes['error.type'])).toContain('42703')
})

test('connections are counted by state, as are pending requests and their wait times', async () => {
  const client = await pool.connect()
  const waiting = pool.query('select 1')
  const { dataPoints } = await collected('db.client.connection.count')
  const states = dataPoints.map(({ attributes, value }) => [
    attributes['db.client.connection.state'],
    value,
  ])
  expect(Object.fromEntries(states)).toEqual({ idle: 0, used: 1 })
  expect((await collected('db.client.connection.max')).dataPoints[0]?.value).toBe(1)
  expect((await collected('db.client.connection.pending_requests')).dataPoints[0]?.value).toBe(1)
  client.release()
  await waiting
  const { port } = new URL(database.url)
  const wait = (await collected('db.client.connection.wait_time')) as HistogramMetricData
  expect(wait.dataPoints[0]?.attributes).toEqual({
    'db.client.connection.pool.name': `127.0.0.1:${port}/postgres`,
  })
  expect(wait.dataPoints[0]?.value.count).toBeGreaterThan(1)
})

test('two pools for one database are summed, and an ended pool has no maximum', async () => {
  const max = async () => (await collected('db.client.connection.max')).dataPoints[0]?.value
  const other = traced(new Pool({ connectionString: database.url, max: 3 }))
  await other.query('select 1')
  expect(await max()).toBe(4)
  const { dataPoints } = await collected('db.client.connection.count')
  expect(dataPoints.map(({ value }) => value)).toEqual([2, 0])
  await other.end()
  expect(await max()).toBe(1)
})

test('a connection timeout is counted', async () => {
  const client = await pool.connect()
  await expect(pool.query('select 1')).rejects.toThrow('timeout exceeded')
  client.release()
  expect((await collected('db.client.connection.timeouts')).dataPoints[0]?.value).toBe(1)
})
