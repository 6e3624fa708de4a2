import { own, text, type Dialect } from '../connection/dialect.js'

/**
 * Tables with their live and dead rows and their scans. Autovacuum starts at `vacuum_at` dead rows; source: PostgreSQL manual,
 * "The Autovacuum Daemon".
 */
export function tablesSql(dialect: Dialect): string {
  return `select ${own} ${text(dialect, 's.schemaname::text', 'schema')},
  ${text(dialect, 's.relname::text', 'name')},
  s.n_live_tup::float8 as live, s.n_dead_tup::float8 as dead,
  s.seq_scan::float8 as scans, s.seq_tup_read::float8 as scanned,
  (coalesce(o.threshold, current_setting('autovacuum_vacuum_threshold'))::float8
    + coalesce(o.factor, current_setting('autovacuum_vacuum_scale_factor'))::float8
    * greatest(c.reltuples, 0)) as vacuum_at,
  coalesce(o.enabled, true) as autovacuum
from pg_stat_user_tables s join pg_class c on c.oid = s.relid
  left join lateral (
    select max(option_value) filter (where option_name = 'autovacuum_vacuum_threshold') as threshold,
      max(option_value) filter (where option_name = 'autovacuum_vacuum_scale_factor') as factor,
      coalesce(bool_and(option_value::bool) filter (where option_name = 'autovacuum_enabled'), true) as enabled
    from pg_options_to_table(c.reloptions)
  ) o on true`
}

/** What holds the oldest snapshot or transaction id: vacuum must keep rows that have died since. */
export function oldestSql(dialect: Dialect): string {
  return `select ${own} datid, kind, name, state, ${text(dialect, 'sql', 'sql')}, seconds from (
  select 'session' as kind, datid, pid::text as name, state, query as sql,
    extract(epoch from clock_timestamp() - xact_start)::float8 as seconds,
    greatest(age(backend_xmin), age(backend_xid)) as age
  from pg_stat_activity
  where pid <> pg_backend_pid() and backend_type = 'client backend' and xact_start is not null
  union all
  select 'prepared transaction', null, gid, null, null,
    extract(epoch from clock_timestamp() - prepared)::float8, age(transaction)
  from pg_prepared_xacts
  union all
  select 'replication slot', null, slot_name, null, null, null,
    greatest(age(xmin), age(catalog_xmin))
  from pg_replication_slots
  union all
  select 'standby', null, application_name, null, null, null, age(backend_xmin) from pg_stat_replication
) holders where age is not null order by age desc limit 1`
}

/** Transactions left idle by their client. */
export function idleSql(dialect: Dialect): string {
  return `select ${own} pid, datid, ${text(dialect, 'query', 'sql')},
  extract(epoch from clock_timestamp() - state_change)::float8 as seconds,
  extract(epoch from clock_timestamp() - xact_start)::float8 as in_transaction
from pg_stat_activity
where state like 'idle in transaction%' and pid <> pg_backend_pid() and application_name <> 'sqltrace'
order by xact_start`
}

/** Settings that determine what can be seen of statements. Those that this user may not read are missing. */
export const settingsSql = `select ${own} name, setting,
  exists (select from pg_extension where extname = 'pg_stat_statements') as has_extension
from pg_settings where name in ('track_activity_query_size', 'log_min_duration_statement',
  'log_lock_waits', 'compute_query_id', 'shared_preload_libraries', 'track_activities', 'track_counts',
  'autovacuum', 'pg_stat_statements.track')`

/** Users and databases for which `track_activities` is off. */
export const hiddenSql = `select ${own} r.rolname as role, d.datname as database
from pg_db_role_setting s left join pg_roles r on r.oid = s.setrole
  left join pg_database d on d.oid = s.setdatabase
where exists (select from unnest(s.setconfig) one where one ~* '^track_activities=(off|of|f|false|n|no|0)$')`

/** The plan of a statement with unknown parameters. PostgreSQL 16 and later. */
export function planSql(sql: string): string {
  return `explain ${own} (generic_plan, format json) ${sql}`
}
