import type { QueryRecord } from '../../statement/query-channel.js'
import type { Finding, Rule } from '../rule.js'
import { duration, percent } from '../units.js'
import { endOf } from '../end-of.js'

/**
 * When a pool is too busy. People feel a delay from a tenth of a second on
 * (https://www.nngroup.com/articles/response-times-3-important-limits/).
 */
export interface PoolWaitThresholds {
  /** Milliseconds until a statement gets a connection. Defaults to 100. */
  readonly milliseconds: number
}

const mostRecent = 64
/** Milliseconds. Shorter uses are too many to keep, and a pool that is busy with them alone is rare. */
const leastUse = 2
const mostHolders = 3
/** Where no connection was busy all the while, the wait was for a new connection to be made. */
const busy = 0.9

interface Use {
  readonly file: string
  readonly start: number
  readonly end: number
}

/** Waiting for a connection, with the lines that had the connections all the while. */
export const poolWait: Rule<PoolWaitThresholds> = {
  name: 'pool-wait',
  defaults: { milliseconds: 100 },
  judge({ milliseconds }) {
    const pools = new WeakMap<object, Use[]>()
    return (statement) => {
      const { options, poolWait: wait, duration: whole } = statement
      if (whole < leastUse) return undefined
      let uses = pools.get(options)
      if (!uses) pools.set(options, (uses = []))
      const found = wait >= milliseconds ? finding(statement, uses) : undefined
      if (whole - wait >= leastUse) keep(uses, statement)
      return found
    }
  },
}

function keep(uses: Use[], statement: QueryRecord): void {
  const file = statement.transaction?.file ?? statement.file
  if (file === undefined) return
  if (uses.length >= mostRecent) uses.shift()
  uses.push({ file, start: statement.startTime + statement.poolWait, end: endOf(statement) })
}

function finding(statement: QueryRecord, uses: readonly Use[]): Finding | undefined {
  const { startTime, poolWait: wait, poolSize, file: waiting } = statement
  const holders = holdersDuring(startTime, startTime + wait, uses)
  const held = holders.reduce((sum, [, time]) => sum + time, 0)
  const [first] = holders
  if (!first || !waiting || held < wait * busy) return undefined
  const pool = poolSize === undefined ? '' : ` of a pool of ${poolSize}`
  return {
    file: first[0],
    seen: () =>
      `A statement waited ${duration(wait)} for a connection${pool}; this line had ${percent(first[1] / held)} of what the pool did meanwhile.`,
    remedy: 'Make these statements shorter or fewer, or the pool larger, if the server has room.',
    places: [
      { label: 'waited at', file: waiting },
      ...holders.slice(1, mostHolders).map(([file]) => ({ label: 'busy too:', file })),
    ],
  }
}

/** The lines whose statements ran between two times, with how long, longest first. */
function holdersDuring(from: number, to: number, uses: readonly Use[]): [string, number][] {
  const times = new Map<string, number>()
  for (const { file, start, end } of uses) {
    const time = Math.min(end, to) - Math.max(start, from)
    if (time > 0) times.set(file, (times.get(file) ?? 0) + time)
  }
  return [...times].toSorted((a, b) => b[1] - a[1])
}
