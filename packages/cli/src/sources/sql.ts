/** Our own statements carry a tag too: it tells them from the app's in `pg_stat_statements`. */
const own = "/*application='sqltrace'*/"

/** Asks a server who it is: functions only, no table. */
export const factsSql = `select ${own} current_setting('server_version_num')::int as version,
  pg_is_in_recovery() as is_replica,
  current_setting('default_transaction_read_only') = 'on' as is_read_only,
  pg_has_role(current_user, 'pg_read_all_stats', 'usage') as sees_all,
  pg_size_bytes(current_setting('track_activity_query_size'))::int as text_size,
  current_setting('track_activities') = 'on' as tracks`

/**
 * The two messages in which a statement is sent. The timeout stands in a message of its own: before
 * PostgreSQL 13 it counts from the next message on. As a start-up parameter PgBouncer would refuse it.
 */
export function inTransaction(sql: string, timeout: number): [string, string] {
  const settings = `begin ${own} read only; set ${own} local statement_timeout = ${timeout}`
  return [settings, `${sql}; commit ${own}`]
}

/**
 * What all sessions do at this moment, but for those that do nothing, and for our own. It asks the
 * function behind `pg_stat_activity`: without the view's joins the server spends a third less on it.
 */
export function activitySql(version: number): string {
  return `select ${own} pid,
  ${version >= 13 ? 'leader_pid' : 'null::int as leader_pid'},
  ${version >= 14 ? 'query_id::text' : 'null::text as query_id'},
  state, wait_event_type, wait_event, query,
  date_part('epoch', clock_timestamp() - query_start) as running,
  date_part('epoch', clock_timestamp() - xact_start) as in_transaction
from pg_stat_get_activity(null)
where backend_type in ('client backend', 'parallel worker')
  and state not in ('idle', 'starting', 'disabled')
  and pid <> pg_backend_pid() and application_name <> 'sqltrace'`
}

/** Where the extension is installed, which may be any schema. */
export const extensionSql = `select ${own} x.extversion as version, quote_ident(n.nspname) as schema
from pg_extension x join pg_namespace n on n.oid = x.extnamespace
where x.extname = 'pg_stat_statements'`

/** Where `pg_stat_statements` is, and which columns it has. */
export interface StatementsExtension {
  readonly schema: string
  readonly hasExecTime: boolean
  readonly hasInfo: boolean
}

/** Counters of all statements, without their texts: these would be read from a file. */
export function statementsSql({ schema, hasExecTime }: StatementsExtension): string {
  return `select ${own} queryid::text as query_id,
  sum(calls)::float8 as calls, sum(${hasExecTime ? 'total_exec_time' : 'total_time'})::float8 as milliseconds,
  sum(rows)::float8 as rows, sum(shared_blks_hit + shared_blks_read)::float8 as blocks,
  sum(temp_blks_read + temp_blks_written)::float8 as temp
from ${schema}.pg_stat_statements(false) where queryid is not null group by queryid`
}

/** The texts of a few statements. */
export function textsSql({ schema }: StatementsExtension, queryIds: readonly string[]): string {
  const ids = queryIds.map((id) => BigInt(id).toString()).join(', ')
  return `select ${own} queryid::text as query_id, min(query) as sql
from ${schema}.pg_stat_statements(true) where queryid in (${ids}) group by queryid`
}

/** When the counters were reset. */
export function resetSql({ schema, hasInfo }: StatementsExtension): string {
  if (!hasInfo) return `select ${own} null::text as reset`
  return `select ${own} to_char(stats_reset at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as reset
from ${schema}.pg_stat_statements_info`
}

/** Waiting sessions of which `pg_blocking_pids` is asked at once. It holds up the lock manager a little. */
export const mostWaiters = 50

/** Who waits for whom, with the locks that are waited for. */
export const locksSql = `with ${own} waiting as (
  select pid, pg_blocking_pids(pid) as blockers, waiters from (
    select pid, count(*) over () as waiters from pg_stat_activity
    where wait_event_type = 'Lock' and pid <> pg_backend_pid() order by query_start limit ${mostWaiters}
  ) longest
), involved as (
  select pid from waiting union select unnest(blockers) from waiting
), wanted as (
  select pid, max(mode) filter (where not granted) as mode,
    max(locktype) filter (where not granted) as lock,
    max(relation::regclass::text) filter (where database = (
      select datid from pg_stat_activity where pid = pg_backend_pid()
    ) and (not granted or locktype = 'tuple')) as relation,
    max(case objsubid when 1 then ((classid::bigint << 32) | objid::bigint)::text
      else classid || ', ' || objid end) filter (where locktype = 'advisory' and not granted) as advisory
  from pg_locks where pid in (select pid from waiting) group by pid
), prepared as (
  select array_agg(distinct p.gid) as gids
  from pg_locks w join pg_locks h on h.granted and h.pid is null and h.locktype = w.locktype
    and h.database is not distinct from w.database and h.relation is not distinct from w.relation
    and h.transactionid is not distinct from w.transactionid
  join pg_locks x on x.pid is null and x.locktype = 'transactionid'
    and x.virtualtransaction = h.virtualtransaction
  join pg_prepared_xacts p on p.transaction = x.transactionid
  where not w.granted
)
select i.pid, a.state, a.query, a.application_name, w.blockers, w.waiters::int,
  l.mode, l.lock, l.relation, l.advisory, a.backend_type, a.usename as user_name,
  host(a.client_addr) as address, case i.pid when 0 then (select gids from prepared) end as gids,
  date_part('epoch', clock_timestamp() - a.query_start) as running,
  date_part('epoch', clock_timestamp() - a.state_change) as in_state,
  date_part('epoch', clock_timestamp() - a.xact_start) as in_transaction
from involved i left join pg_stat_activity a on a.pid = i.pid
  left join waiting w on w.pid = i.pid left join wanted l on l.pid = i.pid`
