import { statementKind } from '@sqltrace/sqlcommenter'
import type { PgClient } from './shapes.js'

/** Databases that are consoles of poolers, with a grammar of their own: PgBouncer's and pgcat's. */
const consoles = new Set(['pgbouncer', 'pgcat'])
/** What libpq takes for a boolean that is false. */
const off = /^(?:false|off|no|0|)$/i

/**
 * Whether a client's server takes a comment in `sql`. A replication connection has a grammar of its own too, before SHOW and
 * its own commands; with a database it runs plain SQL beside them.
 */
export function takesComments(client: PgClient, sql: string): boolean {
  const { database, replication = client.replication } = client.connectionParameters ?? {}
  if (typeof database === 'string' && consoles.has(database)) return false
  if (!replication || off.test(String(replication))) return true
  return replication === 'database' && statementKind(sql) !== 'utility'
}
