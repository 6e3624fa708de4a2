import type { StatementsSettings } from '../../sources/server/statements-sql.js'
import type { StatementsInfo } from '../../sources/server/read-statements.js'
import type { Finding } from '../../model/finding.js'
import { setting } from './server-settings.js'

/** Reports that statements, and their counts, were dropped to make room for new ones. */
export function droppedStatements(
  server: string,
  { max }: StatementsSettings,
  { dropped = 0, since }: StatementsInfo,
): Finding[] {
  if (dropped === 0) return []
  const often = dropped === 1 ? 'once' : `${dropped.toLocaleString('en-US')} times`
  const seen = `It was full and dropped its least used statements ${often}${since ? ` since ${since}` : ''}.`
  return [
    setting(server, 'pg_stat_statements.max', seen, [
      `alter system set pg_stat_statements.max = ${2 * Number(max ?? 5000)}`,
      '-- then restart the server',
    ]),
  ]
}
