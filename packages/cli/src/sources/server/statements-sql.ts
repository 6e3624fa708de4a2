import { own, text, type Dialect } from '../connection/dialect.js'

/** The schema of the extension, which may be any, and the settings that determine what it counts. */
export const extensionSql = `select ${own} x.extversion as version, quote_ident(n.nspname) as schema,
  current_setting('pg_stat_statements.track', true) as track,
  current_setting('pg_stat_statements.max', true) as max,
  current_setting('compute_query_id', true) as query_ids
from pg_extension x join pg_namespace n on n.oid = x.extnamespace
where x.extname = 'pg_stat_statements'`

/** Where `pg_stat_statements` is, and which columns it has. */
export interface StatementsExtension {
  readonly schema: string
  readonly hasExecTime: boolean
  readonly hasInfo: boolean
  readonly settings: StatementsSettings
}

/** The settings that determine what is counted; `null` if the server has no such setting. */
export interface StatementsSettings {
  readonly track: string | null
  readonly max: string | null
  /** `compute_query_id`. */
  readonly queryIds: string | null
}

/** Counters of all statements, without their texts, which the server would have to read from a file. */
export function statementsSql({ schema, hasExecTime }: StatementsExtension): string {
  return `select ${own} queryid::text as query_id,
  sum(calls)::float8 as calls, sum(${hasExecTime ? 'total_exec_time' : 'total_time'})::float8 as milliseconds,
  sum(rows)::float8 as rows, sum(shared_blks_hit + shared_blks_read)::float8 as blocks,
  sum(temp_blks_read + temp_blks_written)::float8 as temp
from ${schema}.pg_stat_statements(false) where queryid is not null group by queryid`
}

/** The texts of a few statements, in the encoding of this database; SQL_ASCII keeps each in its own encoding. */
export function textsSql(
  dialect: Dialect,
  { schema }: StatementsExtension,
  queryIds: readonly string[],
): string {
  const ids = queryIds.map((id) => BigInt(id).toString()).join(', ')
  const datid = dialect.encoding === 'SQL_ASCII' ? 'dbid' : 'null::oid'
  return `select ${own} distinct on (queryid) queryid::text as query_id,
  ${datid} as datid, ${text(dialect, 'query', 'sql')}
from ${schema}.pg_stat_statements(true) where queryid in (${ids}) order by queryid`
}

/** When the counters were reset, and how often the least used statements were dropped to make room for new ones. */
export function infoSql({ schema, hasInfo }: StatementsExtension): string {
  if (!hasInfo) return `select ${own} null::text as reset, null::float8 as dropped`
  return `select ${own} to_char(stats_reset at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as reset,
  dealloc::float8 as dropped
from ${schema}.pg_stat_statements_info`
}
