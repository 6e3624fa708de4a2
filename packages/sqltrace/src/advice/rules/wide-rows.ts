import type { InnerRecord } from '../../record/inner-record.js'
import { PerMinute } from '../rule/per-minute.js'
import type { Rule } from '../rule/rule.js'
import { percent, size } from '../rule/units.js'
import { endOf } from '../rule/end-of.js'

/**
 * When rows are wide and many. From 2 kB on PostgreSQL moves values out of the row (TOAST_TUPLE_THRESHOLD,
 * https://www.postgresql.org/docs/current/storage-toast.html): the server then reads them one by one.
 */
export interface WideRowsThresholds {
  /** How many rows a list has at least. Defaults to 20. */
  readonly rows: number
  /** Bytes of a mean row. Defaults to 2000. */
  readonly bytesPerRow: number
  /** Bytes of one answer. Defaults to 1,000,000. */
  readonly bytesPerCall: number
  /** Bytes of all answers to one line in a minute. Defaults to 10,000,000. */
  readonly bytesPerMinute: number
}

const maxColumns = 3
/** Columns that hold less than this part of a row are not worth a word. */
const minPart = 0.1

/** A list that carries whole texts or documents: EXPLAIN never shows it, since it doesn't send the rows. */
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
        remedy: 'Select the columns that the list shows, and the wide ones where one row is shown.',
      }
    }
  },
}

function seen({ rows, columns }: InnerRecord, inMinute: number): string {
  const width = [...columns.values()].reduce((sum, bytes) => sum + bytes, 0)
  const heaviest = [...columns]
    .filter(([, bytes]) => bytes >= width * minPart)
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, maxColumns)
    .map(([name, bytes]) => `${name} ${percent(bytes / width)}`)
  return `${rows} rows of ${size(width)} each (${heaviest.join(', ')}); ${size(inMinute)} in a minute.`
}
