import type { InnerRecord } from '../../record/inner-record.js'
import type { Finding, Rule } from '../rule/rule.js'
import { duration, percent } from '../rule/units.js'
import { endOf } from '../rule/end-of.js'

/**
 * When a pool is too busy. People notice delays of a tenth of a second or more
 * (https://www.nngroup.com/articles/response-times-3-important-limits/).
 */
export interface PoolWaitThresholds {
  /** Minimum time until a statement gets a connection, in milliseconds. Defaults to 100. */
  readonly milliseconds: number
}

const maxRecent = 64
/** Milliseconds. Shorter uses are too many to keep, and rarely keep a pool busy on their own. */
const minUse = 2
const maxLines = 3
/** The minimum fraction of the wait with a known busy connection; below it, the pool was probably opening connections. */
const minCoverage = 0.9

interface Use {
  readonly file: string
  readonly statement: { readonly sql: string; readonly tags: InnerRecord['tags'] }
  readonly start: number
  readonly end: number
}

/** A statement waits for a connection while other lines use them. */
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
  const overlapping = uses.filter((use) => use.start < end && use.end > startTime)
  const lines = busyLines(overlapping, startTime, end)
  const [first] = lines
  const isBusy = coverage(overlapping, startTime, end) >= wait * minCoverage
  if (!first || !waiting || !isBusy) return undefined
  const busyTime = lines.reduce((sum, { time }) => sum + time, 0)
  const pool = poolSize === undefined ? '' : ` from a pool of ${poolSize}`
  return {
    file: first.file,
    statement: first.statement,
    seen: () =>
      `A statement waited ${duration(wait)} for a connection${pool}; meanwhile this line used ${percent(first.time / busyTime)} of the connection time.`,
    remedy: 'Make these statements faster or fewer, or enlarge the pool if the server has room.',
    places: [
      { label: 'waited at', file: waiting },
      ...lines.slice(1, maxLines).map(({ file }) => ({ label: 'also busy:', file })),
    ],
  }
}

interface BusyLine extends Use {
  time: number
}

/** The lines that used connections between two times, and for how long, longest first. */
function busyLines(uses: readonly Use[], from: number, to: number): BusyLine[] {
  const lines = new Map<string, BusyLine>()
  for (const use of uses) {
    const line = lines.get(use.file) ?? { ...use, time: 0 }
    line.time += Math.min(use.end, to) - Math.max(use.start, from)
    lines.set(use.file, line)
  }
  return [...lines.values()].toSorted((a, b) => b.time - a.time)
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
