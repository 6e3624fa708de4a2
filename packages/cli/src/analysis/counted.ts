import type { StatementCounters } from '../model/statement-counters.js'

/** One statement's counters, summed over several servers. Replicas compute the same query ids. */
export interface Counted {
  readonly counters: StatementCounters
  readonly servers: readonly string[]
}

/** The growth of the counters; a counter that shrank was reset in between. */
export function difference(
  before: ReadonlyMap<string, StatementCounters>,
  after: ReadonlyMap<string, StatementCounters>,
): Map<string, StatementCounters> {
  const grown = new Map<string, StatementCounters>()
  for (const [key, now] of after) {
    const then = before.get(key)
    const counters = then === undefined || then.calls > now.calls ? now : add(now, then, -1)
    if (counters.calls > 0) grown.set(key, counters)
  }
  return grown
}

/** Adds up the counters of several servers. */
export function merge(
  readings: ReadonlyMap<string, ReadonlyMap<string, StatementCounters>>,
): Map<string, Counted> {
  const merged = new Map<string, Counted>()
  for (const [server, reading] of readings) {
    for (const [key, counters] of reading) {
      const known = merged.get(key)
      merged.set(key, {
        counters: known === undefined ? counters : add(known.counters, counters, 1),
        servers: [...(known?.servers ?? []), server],
      })
    }
  }
  return merged
}

function add(a: StatementCounters, b: StatementCounters, sign: 1 | -1): StatementCounters {
  return {
    calls: a.calls + sign * b.calls,
    milliseconds: a.milliseconds + sign * b.milliseconds,
    rows: a.rows + sign * b.rows,
    blocks: a.blocks + sign * b.blocks,
    temp: a.temp + sign * b.temp,
  }
}
