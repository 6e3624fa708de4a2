import { factsSql, inTransaction } from '../sources/connection/dialect.js'
import type { Terminal } from '../views/terminal.js'

/** Prints what would be sent instead of sending it. */
export function printSql(
  terminal: Terminal,
  statements: readonly { readonly sql: string; readonly timeout: number }[],
): void {
  terminal.print(
    '-- For PostgreSQL 18; on older versions, only the columns that exist are selected.',
  )
  for (const { sql, timeout } of [{ sql: factsSql, timeout: 500 }, ...statements]) {
    terminal.print(`${inTransaction(sql, timeout).join(';\n')};\n`)
  }
}
