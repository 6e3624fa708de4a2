import type { Attributes, BatchObservableResult, Observable } from '@opentelemetry/api'
import { shared } from '@sqltrace/context'
import { instruments } from './instruments.js'
import { type MeasuredPool, poolName } from './pool-name.js'
import { totalsByName } from './pool-totals.js'

/** Weak references, because metrics must not keep a pool alive. */
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
    description: 'The number of pending requests for an open connection.',
    unit: '{request}',
  })
  const observables = { count, max, pending }
  meter.addBatchObservableCallback((result) => observe(result, observables), [count, max, pending])
  return {
    waitTime: meter.createHistogram('db.client.connection.wait_time', {
      description: 'The time it took to obtain an open connection from the pool.',
      unit: 's',
      advice: { explicitBucketBoundaries: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] },
    }),
    timeouts: meter.createCounter('db.client.connection.timeouts', {
      description:
        'The number of connection timeouts that have occurred trying to obtain a connection from the pool.',
      unit: '{timeout}',
    }),
  }
})

/** Removes dead references even if no metric reader iterates over the pools. */
const collected = new FinalizationRegistry<WeakRef<MeasuredPool>>((pool) => pools.delete(pool))

/** Measures a pool until it is garbage collected. */
export function measurePool(pool: MeasuredPool): void {
  const reference = new WeakRef(pool)
  pools.add(reference)
  collected.register(pool, reference)
  poolInstruments()
}

/** The measured pools that are still alive. */
export function* measuredPools(): Generator<MeasuredPool> {
  for (const reference of pools) {
    const pool = reference.deref()
    if (pool) yield pool
    else pools.delete(reference)
  }
}

/** Whether the time that `startWait` measures is recorded. */
export function recordsWaits(): boolean {
  return poolInstruments() !== undefined
}

/** Starts measuring a wait for a connection of `pool`. Call the returned function when there is a connection or an error. */
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

/** Cached, because parsing a pool's URL costs more than recording a wait (bench "steps"). */
function poolAttributes(pool: MeasuredPool): Attributes {
  const attributes = known.get(pool) ?? { [poolAttribute]: poolName(pool) }
  known.set(pool, attributes)
  return attributes
}
