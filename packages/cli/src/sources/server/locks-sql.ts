import { own, text, type Dialect } from '../connection/dialect.js'

/** The number of waiting sessions for which `pg_blocking_pids` is called in one query. Each call briefly holds up the lock manager. */
export const maxWaiters = 50

/** `pg_blocking_pids` does not cover the replay process: it conflicts with every holder of the lock that it wants. */
const holders = `select h.pid from pg_locks w join pg_locks h on h.granted and h.pid <> w.pid
    and h.locktype = w.locktype and h.database is not distinct from w.database
    and h.relation is not distinct from w.relation and h.objid is not distinct from w.objid
  where w.pid = longest.pid and not w.granted`

/** Transactions it may otherwise wait for. A snapshot as new as ours sees no removed rows. */
const others = `select a.pid from pg_stat_activity a where a.xact_start is not null
    and a.backend_type <> 'walsender' and a.application_name <> 'sqltrace'
    and (longest.wait_event is distinct from 'RecoveryConflictSnapshot' or age(a.backend_xmin) > (
      select age(backend_xmin) from pg_stat_activity where pid = pg_backend_pid()))
  order by age(a.backend_xmin) desc nulls last, a.xact_start limit ${maxWaiters}`

/** Which sessions wait for which, with the locks they wait for. On a standby, the replay process may wait too. */
export function locksSql(dialect: Dialect): string {
  return `with ${own} waiting as (
  select pid, waiters, case when not replays then pg_blocking_pids(pid)
    when wait_event_type = 'Lock' then array(${holders})
    else array(${others}) end as blockers from (
    select pid, wait_event_type, wait_event, backend_type is not distinct from 'startup' as replays,
      count(*) filter (where backend_type is distinct from 'startup') over () as waiters
    from pg_stat_activity
    where pid <> pg_backend_pid() and (wait_event_type = 'Lock' or backend_type = 'startup'
      and (wait_event like 'RecoveryConflict%' or wait_event in ('BufferPin', 'BufferCleanup')))
    order by replays desc, query_start limit ${maxWaiters}
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
select i.pid, a.datid, a.state, a.wait_event_type, a.wait_event, ${text(dialect, 'a.query', 'query')}, a.application_name,
  w.blockers, w.waiters::int, l.mode, l.lock, ${text(dialect, 'l.relation', 'relation')},
  l.advisory, a.backend_type, ${text(dialect, 'a.usename::text', 'user_name')},
  host(a.client_addr) as address, case i.pid when 0 then (select gids from prepared) end as gids,
  v.phase, v.heap_blks_scanned::float8 as scanned, v.heap_blks_total::float8 as pages,
  date_part('epoch', clock_timestamp() - a.query_start) as running,
  date_part('epoch', clock_timestamp() - a.state_change) as in_state,
  date_part('epoch', clock_timestamp() - a.xact_start) as in_transaction
from involved i left join pg_stat_activity a on a.pid = i.pid
  left join waiting w on w.pid = i.pid left join wanted l on l.pid = i.pid
  left join pg_stat_progress_vacuum v on v.pid = i.pid`
}
