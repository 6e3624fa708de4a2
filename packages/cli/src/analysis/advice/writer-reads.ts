import { isPlainRead } from '@sqltrace/sql'
import { percent, wholeNumber } from '../../model/units.js'
import type { SlowRow } from '../../model/slow-row.js'
import type { Finding } from '../../model/finding.js'
import { sitesOf } from './sites-of.js'

const oftenPerMinute = 100
const muchOfTheTime = 0.05

/** Reads on a writer that has readers beside it: often, or much of its time. Transactions are left out. */
export function writerReads(server: string, rows: readonly SlowRow[], seconds: number): Finding[] {
  return rows
    .filter(({ statement }) => isPlainRead(statement))
    .filter(({ firstSeen }) => firstSeen['transaction'] === undefined)
    .map((row) => ({ row, perMinute: (row.calls * 60) / seconds }))
    .filter(({ row, perMinute }) => perMinute >= oftenPerMinute || row.share >= muchOfTheTime)
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
