import type { TableHealth } from '../../model/table-health.js'
import { wholeNumber } from '../../model/units.js'
import type { SlowRow } from '../../model/slow-row.js'
import type { Finding } from '../../model/finding.js'
import { mentions } from './mentions.js'
import { quoted } from './quoted.js'
import { sitesOf } from './sites-of.js'

/** Rows. The planner reads a smaller table in full because that is faster than using an index. */
const large = 10_000
/** A table with a smaller share of all rows read this way is not reported: it may be an occasional report. */
const minShare = 0.05

/** The tables that a statement's plan reads in full, by query id; absent if the server can't plan it. */
export type Plans = ReadonlyMap<string, readonly string[]>

/** Large tables read in full between the two readings, and the lines that did it. */
export function sequentialScans(
  server: string,
  before: readonly TableHealth[],
  after: readonly TableHealth[],
  rows: readonly SlowRow[],
  plans: Plans,
): Finding[] {
  const scanned = grown(before, after).filter(isLarge)
  const all = scanned.reduce((sum, table) => sum + table.scanned, 0)
  return scanned
    .filter((table) => table.scanned >= all * minShare)
    .toSorted((a, b) => b.scanned - a.scanned)
    .map((table) => finding(server, table, readersOf(table, rows, plans)))
}

function isLarge({ scans, scanned, live }: TableHealth): boolean {
  return scans > 0 && live >= large && scanned / scans >= large
}

interface Readers {
  readonly rows: readonly SlowRow[]
  /** Whether their plans show it; otherwise they only mention the table. */
  readonly isKnown: boolean
}

function finding(server: string, table: TableHealth, { rows, isKnown }: Readers): Finding {
  const { name, scans, scanned } = table
  return {
    kind: 'sequential-scan',
    servers: [server],
    subject: name,
    seen: [
      `Read in full ${wholeNumber(scans)} times, ${wholeNumber(scanned / scans)} rows each time.`,
    ],
    sites: sitesOf(rows, isKnown ? 'reads it in full' : '≈ mentions it'),
    statements: rows.slice(0, 1).map(({ statement }) => explain(statement)),
  }
}

function readersOf(table: TableHealth, rows: readonly SlowRow[], plans: Plans): Readers {
  const named = rows.filter(({ statement }) => mentions(statement, table))
  const planned = named.filter(({ key }) => plans.get(key)?.includes(table.name))
  return planned.length > 0 ? { rows: planned, isKnown: true } : { rows: named, isKnown: false }
}

/** A normalized statement has `?` where its parameters were. */
function explain(statement: string): string {
  let number = 0
  return `explain (generic_plan) ${statement.replaceAll('?', () => `$${++number}`)}`
}

/** The growth of the counters. It is negative after a reset, so `isLarge` drops the table. */
function grown(before: readonly TableHealth[], after: readonly TableHealth[]): TableHealth[] {
  const known = new Map(before.map((table) => [quoted(table), table]))
  return after.map((table) => {
    const then = known.get(quoted(table))
    const scans = table.scans - (then?.scans ?? 0)
    const scanned = table.scanned - (then?.scanned ?? 0)
    return { ...table, scans, scanned }
  })
}
