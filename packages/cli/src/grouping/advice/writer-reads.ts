import type { SlowRow } from '../slow.js'
import type { Finding } from './finding.js'
import { sitesOf } from './sites-of.js'

const oftenPerMinute = 100
const muchOfTheTime = 0.05
/** A `select` that may have to stay: it locks, writes, or calls a function of the app's. */
const mustStay =
  /\bfor (?:no key )?(?:update|share|key share)\b|\b(?:insert|update|delete|into|nextval|setval)\b|\bpg_(?:try_)?advisory/i
const read = /^\(*(?:select|with)\b[^]*\bfrom\b/i

/** Reads on a writer that has readers beside it: often, or much of its time. Transactions are left out. */
export function writerReads(server: string, rows: readonly SlowRow[], seconds: number): Finding[] {
  return rows
    .filter(({ statement }) => read.test(statement) && !mustStay.test(statement))
    .filter(({ firstSeen }) => firstSeen['transaction'] === undefined)
    .map((row) => ({ row, perMinute: (row.calls * 60) / seconds }))
    .filter(({ row, perMinute }) => perMinute >= oftenPerMinute || row.share >= muchOfTheTime)
    .map(({ row, perMinute }) => ({
      kind: 'read-on-writer',
      servers: [server],
      subject: row.statement,
      seen: [
        `${Math.round(perMinute)} reads a minute on the writer, ${Math.round(row.share * 100)} % of its time.`,
        'Send them to a reader where the answer may be a moment old.',
      ],
      sites: sitesOf([row], 'sends it'),
      statements: [],
    }))
}
