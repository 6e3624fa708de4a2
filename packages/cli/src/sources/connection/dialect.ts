/** The tag of our own statements, which separates them from the app's in `pg_stat_statements`. */
export const own = "/*application='sqltrace'*/"

/** What the SQL for a server depends on. */
export interface Dialect {
  /** The major version. */
  readonly version: number
  /** Whether all its databases use UTF-8. */
  readonly isUtf8: boolean
  /** The encoding of the connected database. */
  readonly encoding: string
}

/** The dialect used by `--sql`. */
export const newest: Dialect = { version: 18, isUtf8: true, encoding: 'UTF8' }

/** A text column, or its bytes if it may be in an encoding other than UTF-8. */
export function text({ isUtf8 }: Dialect, column: string, name: string): string {
  return `${isUtf8 ? column : `textsend(${column})`} as ${name}`
}

/** Reads facts about a server, using only functions and no tables. */
export const factsSql = `select ${own} current_setting('server_version_num')::int as version,
  pg_is_in_recovery() as is_replica,
  current_setting('default_transaction_read_only') = 'on' as is_read_only,
  pg_has_role(current_user, 'pg_read_all_stats', 'usage') as sees_all,
  pg_size_bytes(current_setting('track_activity_query_size'))::int as text_size,
  current_setting('track_activities') = 'on' as tracks,
  getdatabaseencoding() as encoding`

/** The databases that do not use UTF-8. */
export const encodingsSql = `select ${own} oid as datid, pg_encoding_to_char(encoding) as encoding
from pg_database where datallowconn and pg_encoding_to_char(encoding) <> 'UTF8'`

/**
 * The two messages in which a statement is sent. The timeout has its own message because before
 * PostgreSQL 13 it only applies from the next message on. PgBouncer would refuse it as a start-up parameter.
 */
export function inTransaction(sql: string, timeout: number, encoding = 'UTF8'): [string, string] {
  const settings = `begin ${own} read only; set ${own} local statement_timeout = ${timeout}`
  return [
    encoding === 'UTF8' ? settings : `${settings}; ${convertNothing}`,
    `${sql}; commit ${own}`,
  ]
}

/** Texts of other databases may be invalid in the encoding of this one, and converting them would fail. */
const convertNothing = `set ${own} local client_encoding = 'SQL_ASCII'`
