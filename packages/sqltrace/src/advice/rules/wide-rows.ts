import type { InnerRecord } from '../../record/inner-record.js'
import { PerMinute } from '../rule/per-minute.js'
import type { Rule } from '../rule/rule.js'
import { percent, size } from '../rule/units.js'
import { endOf } from '../rule/end-of.js'

/**
 * When rows are wide and numerous. From 2 kB per row, PostgreSQL moves values out of the row (TOAST_TUPLE_THRESHOLD,
 * https://www.postgresql.org/docs/current/storage-toast.html) and reads them one by one.
 */
export interface WideRowsThresholds {
  /** Minimum number of rows. Defaults to 20. */
  readonly rows: number
  /** Minimum mean bytes per row. Defaults to 2000. */
  readonly bytesPerRow: number
  /** Minimum bytes of one result; `bytesPerMinute` is the alternative. Defaults to 1,000,000. */
  readonly bytesPerCall: number
  /** Minimum bytes of all results for one line within a minute. Defaults to 10,000,000. */
  readonly bytesPerMinute: number
}

const maxColumns = 3
/** Columns with a smaller share of the row are not mentioned. */
const minShare = 0.1

/** A list returns whole texts or documents. EXPLAIN never shows this cost, because it doesn't send the rows. */
export const wideRows: Rule<'wide-rows', WideRowsThresholds> = {
  name: 'wide-rows',
  defaults: { rows: 20, bytesPerRow: 2000, bytesPerCall: 1_000_000, bytesPerMinute: 10_000_000 },
  judge(thresholds) {
    const perMinute = new PerMinute()
    return (statement) => {
      const { file, rows = 0 } = statement
      if (rows < thresholds.rows || file === undefined) return undefined
      const width = statement.rowBytes
      if (width < thresholds.bytesPerRow) return undefined
      const bytes = width * rows
      const inMinute = perMinute.add(file, endOf(statement), bytes)
      if (bytes < thresholds.bytesPerCall && inMinute < thresholds.bytesPerMinute) return undefined
      return {
        file,
        seen: () => seen(statement, inMinute),
        remedy:
          'Select only the columns that the list shows, and the wide ones only for a single row.',
      }
    }
  },
}

function seen({ rows, columns }: InnerRecord, inMinute: number): string {
  const width = [...columns.values()].reduce((sum, bytes) => sum + bytes, 0)
  const heaviest = [...columns]
    .filter(([, bytes]) => bytes >= width * minShare)
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, maxColumns)
    .map(([name, bytes]) => `${name} ${percent(bytes / width)}`)
  return `${rows} rows of ${size(width)} each (${heaviest.join(', ')}); ${size(inMinute)} within a minute.`
}
