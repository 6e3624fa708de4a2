import type { MeasuredPool } from './pool-name.js'

/** The totals of the pools with the same name. */
export interface PoolTotals {
  readonly idle: number
  readonly used: number
  readonly waiting: number
  readonly max: number
}

const none: PoolTotals = { idle: 0, used: 0, waiting: 0, max: 0 }

/** Sums pools with the same name, because an instrument keeps a single value for equal attributes. */
export function totalsByName(
  pools: Iterable<MeasuredPool>,
  nameOf: (pool: MeasuredPool) => string,
): Map<string, PoolTotals> {
  const totals = new Map<string, PoolTotals>()
  for (const pool of pools) {
    const name = nameOf(pool)
    totals.set(name, plus(totals.get(name) ?? none, pool))
  }
  return totals
}

function plus({ idle, used, waiting, max }: PoolTotals, pool: MeasuredPool): PoolTotals {
  const { idleCount, totalCount, waitingCount, ended } = pool
  const options: { readonly max?: number } = pool.options
  return {
    idle: idle + idleCount,
    used: used + totalCount - idleCount,
    waiting: waiting + waitingCount,
    max: max + (ended ? 0 : (options.max ?? 0)),
  }
}
