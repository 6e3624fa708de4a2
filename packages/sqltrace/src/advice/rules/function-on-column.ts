import { BoundedMap } from '../../runtime/bounded-map.js'
import type { InnerRecord } from '../../record/inner-record.js'
import type { Finding, Rule } from '../rule/rule.js'
import type { WrappedColumn } from '../text/wrapped-column.js'
import { duration } from '../rule/units.js'

/**
 * When a function around a column seems to prevent the use of an index. Why an index on the column can't be used:
 * https://www.postgresql.org/docs/current/indexes-expressional.html.
 */
export interface FunctionOnColumnThresholds {
  /** Minimum number of calls. Defaults to 100. */
  readonly calls: number
  /** Minimum mean duration in milliseconds, without the wait for a connection. Defaults to 20. */
  readonly milliseconds: number
  /** Minimum duration of the fastest call in milliseconds: with an index, some call is fast even on a busy server. Defaults to 2. */
  readonly fastest: number
  /** Maximum mean number of rows: an index would not help a query that returns more. Defaults to 100. */
  readonly rows: number
}

const maxLines = 500

interface Calls {
  count: number
  time: number
  rows: number
  fastest: number
}

/** `where f(column) = $1`, frequent and slow: perhaps only a sequential scan can serve it. */
export const functionOnColumn: Rule<'function-on-column', FunctionOnColumnThresholds> = {
  name: 'function-on-column',
  defaults: { calls: 100, milliseconds: 20, fastest: 2, rows: 100 },
  judge(thresholds) {
    const lines = new BoundedMap<string, Calls>(maxLines)
    return (statement, { wrappedColumn }) => {
      const { file } = statement
      if (!wrappedColumn || file === undefined || statement.error !== undefined) return undefined
      const calls = lines.get(file) ?? { count: 0, time: 0, rows: 0, fastest: Infinity }
      lines.set(file, calls)
      add(calls, statement)
      return isSlow(calls, thresholds) ? finding(file, { ...calls }, wrappedColumn) : undefined
    }
  },
}

function add(calls: Calls, { duration: whole, poolWait, rows = 0 }: InnerRecord): void {
  const time = whole - poolWait
  calls.count++
  calls.time += time
  calls.rows += rows
  calls.fastest = Math.min(calls.fastest, time)
}

function isSlow(calls: Calls, thresholds: FunctionOnColumnThresholds): boolean {
  const { count, time, rows, fastest } = calls
  return (
    count >= thresholds.calls &&
    time / count >= thresholds.milliseconds &&
    fastest >= thresholds.fastest &&
    rows / count <= thresholds.rows
  )
}

function finding(
  file: string,
  { count, time }: Calls,
  { expression, table }: WrappedColumn,
): Finding {
  const mean = duration(time / count)
  return {
    file,
    seen: () => `${expression} is compared with a value; ${count} calls took ${mean} on average.`,
    remedy: `Probably no index can be used. Check with EXPLAIN, then: create index concurrently on ${table ?? 'its table'} (${expression}).`,
  }
}
