import type { TableHealth } from '../../model/table-health.js'
import { wholeNumber } from '../../model/units.js'
import type { SlowRow } from '../../model/slow-row.js'
import type { Finding } from '../../model/finding.js'
import { mentions } from './mentions.js'
import { quoted } from './quoted.js'
import { sitesOf } from './sites-of.js'

/** Rows. The planner reads a smaller table whole because that is quicker than an index. */
const large = 10_000
/** The part of all rows so read below which a table is not worth a word: a report now and then. */
const minPart = 0.05

/** Which tables a statement's plan reads whole, by query id; absent where the server can't tell. */
export type Plans = ReadonlyMap<string, readonly string[]>

/** Large tables that were read whole meanwhile, and the lines that did it. */
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
    .filter((table) => table.scanned >= all * minPart)
    .toSorted((a, b) => b.scanned - a.scanned)
    .map((table) => finding(server, table, readersOf(table, rows, plans)))
}

function isLarge({ scans, scanned, live }: TableHealth): boolean {
  return scans > 0 && live >= large && scanned / scans >= large
}

interface Readers {
  readonly rows: readonly SlowRow[]
  /** Whether their plans say so; else they name the table. */
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

/** What the counters grew by; those of a table that was emptied or reset are left out. */
function grown(before: readonly TableHealth[], after: readonly TableHealth[]): TableHealth[] {
  const known = new Map(before.map((table) => [quoted(table), table]))
  return after.map((table) => {
    const then = known.get(quoted(table))
    const scans = table.scans - (then?.scans ?? 0)
    const scanned = table.scanned - (then?.scanned ?? 0)
    return { ...table, scans, scanned }
  })
}
