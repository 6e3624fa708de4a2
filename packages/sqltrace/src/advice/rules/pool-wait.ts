import type { InnerRecord } from '../../record/inner-record.js'
import type { Finding, Rule } from '../rule/rule.js'
import { duration, percent } from '../rule/units.js'
import { endOf } from '../rule/end-of.js'

/**
 * When a pool is too busy. People feel a delay from a tenth of a second on
 * (https://www.nngroup.com/articles/response-times-3-important-limits/).
 */
export interface PoolWaitThresholds {
  /** Milliseconds until a statement gets a connection. Defaults to 100. */
  readonly milliseconds: number
}

const maxRecent = 64
/** Milliseconds. Shorter uses are too many to keep, and a pool that is busy with them alone is rare. */
const minUse = 2
const maxHolders = 3
/** The part of a wait in which a connection has to be busy: else others were being made. */
const busy = 0.9

interface Use {
  readonly file: string
  readonly statement: { readonly sql: string; readonly tags: InnerRecord['tags'] }
  readonly start: number
  readonly end: number
}

/** Waiting for a connection, with the lines that had the connections all the while. */
export const poolWait: Rule<'pool-wait', PoolWaitThresholds> = {
  name: 'pool-wait',
  defaults: { milliseconds: 100 },
  judge({ milliseconds }) {
    const pools = new WeakMap<object, Use[]>()
    return (statement) => {
      const { options, poolWait: wait, duration: whole } = statement
      if (whole < minUse) return undefined
      let uses = pools.get(options)
      if (!uses) pools.set(options, (uses = []))
      const hasWaited = wait >= milliseconds && !statement.isFirst
      const found = hasWaited ? finding(statement, uses) : undefined
      if (whole - wait >= minUse) keep(uses, statement)
      return found
    }
  },
}

function keep(uses: Use[], statement: InnerRecord): void {
  const { sql, tags } = statement
  const file = statement.transaction?.file ?? statement.file
  if (file === undefined) return
  if (uses.length >= maxRecent) uses.shift()
  uses.push({
    file,
    statement: { sql, tags },
    start: statement.startTime + statement.poolWait,
    end: endOf(statement),
  })
}

function finding(statement: InnerRecord, uses: readonly Use[]): Finding | undefined {
  const { startTime, poolWait: wait, poolSize, file: waiting } = statement
  const end = startTime + wait
  const meanwhile = uses.filter((use) => use.start < end && use.end > startTime)
  const holders = holdersOf(meanwhile, startTime, end)
  const [first] = holders
  if (!first || !waiting || coverage(meanwhile, startTime, end) < wait * busy) return undefined
  const held = holders.reduce((sum, { time }) => sum + time, 0)
  const pool = poolSize === undefined ? '' : ` of a pool of ${poolSize}`
  return {
    file: first.file,
    statement: first.statement,
    seen: () =>
      `A statement waited ${duration(wait)} for a connection${pool}; this line had ${percent(first.time / held)} of what the pool did meanwhile.`,
    remedy: 'Make these statements shorter or fewer, or the pool larger, if the server has room.',
    places: [
      { label: 'waited at', file: waiting },
      ...holders.slice(1, maxHolders).map(({ file }) => ({ label: 'busy too:', file })),
    ],
  }
}

interface Holder extends Use {
  time: number
}

/** The lines that used connections between two times, with how long, longest first. */
function holdersOf(uses: readonly Use[], from: number, to: number): Holder[] {
  const holders = new Map<string, Holder>()
  for (const use of uses) {
    const holder = holders.get(use.file) ?? { ...use, time: 0 }
    holder.time += Math.min(use.end, to) - Math.max(use.start, from)
    holders.set(use.file, holder)
  }
  return [...holders.values()].toSorted((a, b) => b.time - a.time)
}

/** How long at least one connection was in use between two times. */
function coverage(uses: readonly Use[], from: number, to: number): number {
  let covered = 0
  let until = from
  for (const { start, end } of uses.toSorted((a, b) => a.start - b.start)) {
    covered += Math.max(0, Math.min(end, to) - Math.max(start, until))
    until = Math.max(until, end)
  }
  return covered
}
