import { own, text, type Dialect } from './sql.js'

/** Waiting sessions of which `pg_blocking_pids` is asked at once. It holds up the lock manager a little. */
export const mostWaiters = 50

/** Who waits for whom, with the locks that are waited for. */
export function locksSql(dialect: Dialect): string {
  return `with ${own} waiting as (
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
select i.pid, a.datid, a.state, ${text(dialect, 'a.query', 'query')}, a.application_name,
  w.blockers, w.waiters::int, l.mode, l.lock, ${text(dialect, 'l.relation', 'relation')},
  l.advisory, a.backend_type, ${text(dialect, 'a.usename::text', 'user_name')},
  host(a.client_addr) as address, case i.pid when 0 then (select gids from prepared) end as gids,
  date_part('epoch', clock_timestamp() - a.query_start) as running,
  date_part('epoch', clock_timestamp() - a.state_change) as in_state,
  date_part('epoch', clock_timestamp() - a.xact_start) as in_transaction
from involved i left join pg_stat_activity a on a.pid = i.pid
  left join waiting w on w.pid = i.pid left join wanted l on l.pid = i.pid`
}
