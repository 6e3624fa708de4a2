import { statementKind } from '@sqltrace/sqlcommenter'
import type { PgClient } from './shapes.js'

/** Databases that are poolers' consoles with their own grammar: PgBouncer's and pgcat's. */
const consoles = new Set(['pgbouncer', 'pgcat'])
/** What libpq accepts as false. */
const off = /^(?:false|off|no|0|)$/i

/**
 * Whether a client's server accepts a comment in `sql`. A replication connection has its own grammar too, for SHOW and its
 * own commands; with a database it also runs plain SQL.
 */
export function takesComments(client: PgClient, sql: string): boolean {
  const { database, replication = client.replication } = client.connectionParameters ?? {}
  if (typeof database === 'string' && consoles.has(database)) return false
  if (!replication || off.test(String(replication))) return true
  return replication === 'database' && statementKind(sql) !== 'utility'
}
