import type { Attributes, BatchObservableResult, Observable } from '@opentelemetry/api'
import { shared } from '@sqltrace/context'
import { instruments } from './instruments.js'
import { type MeasuredPool, poolName } from './pool-name.js'
import { totalsByName } from './pool-totals.js'

/** A metric must not keep a pool alive. */
const pools = shared('pools', () => new Set<WeakRef<MeasuredPool>>())

/** Source: OpenTelemetry semantic conventions 1.45, "Database client metrics", connection pools. */
const poolInstruments = instruments((meter) => {
  const count = meter.createObservableUpDownCounter('db.client.connection.count', {
    description: 'The number of connections by state.',
    unit: '{connection}',
  })
  const max = meter.createObservableUpDownCounter('db.client.connection.max', {
    description: 'The maximum number of open connections allowed.',
    unit: '{connection}',
  })
  const pending = meter.createObservableUpDownCounter('db.client.connection.pending_requests', {
    description: 'The number of requests that wait for a connection.',
    unit: '{request}',
  })
  const observables = { count, max, pending }
  meter.addBatchObservableCallback((result) => observe(result, observables), [count, max, pending])
  return {
    waitTime: meter.createHistogram('db.client.connection.wait_time', {
      description: 'The time it took to get a connection from the pool.',
      unit: 's',
      advice: { explicitBucketBoundaries: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] },
    }),
    timeouts: meter.createCounter('db.client.connection.timeouts', {
      description: 'The number of requests that got no connection in time.',
      unit: '{timeout}',
    }),
  }
})

/** Without a reader of the metrics nobody looks through the pools again. */
const collected = new FinalizationRegistry<WeakRef<MeasuredPool>>((pool) => pools.delete(pool))

/** Measures a pool for as long as it lives. */
export function measurePool(pool: MeasuredPool): void {
  const reference = new WeakRef(pool)
  pools.add(reference)
  collected.register(pool, reference)
  poolInstruments()
}

/** The pools that are measured and still alive. */
export function* measuredPools(): Generator<MeasuredPool> {
  for (const reference of pools) {
    const pool = reference.deref()
    if (pool) yield pool
    else pools.delete(reference)
  }
}

/** Whether the time that `startWait` measures is recorded anywhere. */
export function recordsWaits(): boolean {
  return poolInstruments() !== undefined
}

/** Starts to wait for a connection of `pool`; call the result when there is one, or an error. */
export function startWait(pool: MeasuredPool): (error?: unknown) => void {
  const startTime = performance.now()
  return (error) => {
    const recorded = poolInstruments()
    const attributes = poolAttributes(pool)
    if (error === undefined || error === null) {
      recorded?.waitTime.record((performance.now() - startTime) / 1000, attributes)
    } else if (isTimeout(error)) {
      recorded?.timeouts.add(1, attributes)
    }
  }
}

/** pg-pool's errors have no code. */
function isTimeout(error: unknown): boolean {
  return /timeout/.test(String((error as Error | undefined)?.message))
}

function observe(
  result: BatchObservableResult,
  { count, max, pending }: Readonly<Record<'count' | 'max' | 'pending', Observable>>,
): void {
  const state = 'db.client.connection.state'
  for (const [name, totals] of totalsByName(measuredPools(), poolName)) {
    const attributes = { [poolAttribute]: name }
    result.observe(count, totals.idle, { ...attributes, [state]: 'idle' })
    result.observe(count, totals.used, { ...attributes, [state]: 'used' })
    result.observe(max, totals.max, attributes)
    result.observe(pending, totals.waiting, attributes)
  }
}

const poolAttribute = 'db.client.connection.pool.name'
const known = new WeakMap<MeasuredPool, Attributes>()

/** Made once a pool: its URL costs more to parse than a wait to record (bench "steps"). */
function poolAttributes(pool: MeasuredPool): Attributes {
  const attributes = known.get(pool) ?? { [poolAttribute]: poolName(pool) }
  known.set(pool, attributes)
  return attributes
}
