import { isPlainRead } from '@sqltrace/sql'
import { percent, wholeNumber } from '../../model/units.js'
import type { SlowRow } from '../../model/slow-row.js'
import type { Finding } from '../../model/finding.js'
import { sitesOf } from './sites-of.js'

const minPerMinute = 100
const minShare = 0.05

/** Frequent or expensive reads on a writer that has readers. Reads in transactions are left out. */
export function writerReads(server: string, rows: readonly SlowRow[], seconds: number): Finding[] {
  return rows
    .filter(({ statement }) => isPlainRead(statement))
    .filter(({ firstSeen }) => firstSeen['transaction'] === undefined)
    .map((row) => ({ row, perMinute: (row.calls * 60) / seconds }))
    .filter(({ row, perMinute }) => perMinute >= minPerMinute || row.share >= minShare)
    .map(({ row, perMinute }) => ({
      kind: 'read-on-writer',
      servers: [server],
      subject: row.statement,
      seen: [
        `${wholeNumber(perMinute)} reads per minute on the writer, ${percent(row.share)} of its time.`,
        'Send them to a reader if the answer may be slightly stale.',
      ],
      sites: sitesOf([row], 'sends it'),
      statements: [],
    }))
}
