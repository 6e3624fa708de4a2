import { expect, test } from 'vitest'
import { isPlainRead } from './is-plain-read.js'

test.each([
  'select * from courses',
  'SELECT "update" FROM courses',
  'select update, "delete", t.insert from courses t',
  'select "pg_notify" from courses',
  'select nextval from courses',
  "select 'for update', 'pg_notify(1)' from courses -- nextval(1)",
  '(select 1 from a) union all (select 2 from b) order by 1;',
  'with a as (select 1 from b) select * from a',
  'with recursive a(n) as (values (1) union all select n + 1 from a), b (x, y) as not materialized (select 1, 2) select * from a',
  'table courses',
  'values ((select max(id) from courses))',
  'select count(*) filter (where a > 1) over (partition by (b) order by c rows between 1 preceding and current row) from t',
  'select lower(a), pg_catalog.upper(b), "pg_catalog"."length"(c), "lower"(d) from t',
  'select a::numeric(10, 2), cast(b as varchar(3)), c::character varying(3) from t where d in (1, 2) and (e) is not null',
  "select json_build_object('a', a), a -> 'b', a #>> '{c}', a || b, b @> c from t",
  'select * from generate_series(1, 3) as g(n), unnest($1::int[]) u(id) join lateral (select 1) x(y) on (true)',
  'select a from t group by rollup (c), grouping sets ((a), (b)) having sum(a) > 1 limit (1) offset (2)',
  'select a from t tablesample bernoulli (10) fetch first (1) rows only',
  'select exists (select 1 from t), not exists (select 1 from u), a = any (array(select 1 from v)), row(1, 2) from t',
  "select extract(year from a), substring(b from 1 for 2), trim(both 'x' from c), a at time zone 'utc' from t",
  'select percentile_cont(0.5) within group (order by a) from t',
  'select * from a left join b using (c) where a.d between (1) and (2) or a.e like lower($1)',
  'select a from t where lock in (1, 2)',
  'select * from t join (select 1 from u) x on (true) inner join (v join (w) on true) on a = b.c join (y) using (z)',
  'select * from t where a not like (b) and c ilike (d) and (e, f) overlaps (g, h)',
  'select * from s.t /* (update x) */ where case when (a) then (b) else (c) end',
])('a plain read: %s', (sql) => {
  expect(isPlainRead(sql)).toBe(true)
})

const calls = String.raw`pg_notify('a', b)
set_config('a', 'b', false)
lo_unlink(a)
dblink_exec('a')
nextval('a')
currval('a')
pg_advisory_lock(1)
pg_try_advisory_xact_lock(1)
txid_current()
pg_current_xact_id()
pg_terminate_backend(1)
pg_sleep(1)
setseed(1)
current_setting('a')
enrol(a)
app.enrol(a)
app.lower(a)
"app"."lower"(a)
"Lower"(a)
"pg_notify"('a', b)
pg_catalog.pg_notify('a', b)
"pg_catalog" . "nextval" ('a')
lower(nextval('a')::text)
nextval/* x */('a')
U&"pg\005fnotify"('a', b)
first(a)
columns(a)
by(a)
join(a)
sets(a)
"in"(a)
f(a)::text
ts_rewrite(a, 'select b')`.split('\n')

test.each(calls)('not known to be harmless: %s', (call) => {
  for (const sql of [
    `select ${call} from t`,
    `select 1, ${call} from t`,
    `select (${call}) from t`,
    `select not ${call} from t`,
    `select * from t where a > ${call}`,
    `select * from t where a ? ${call}`,
    `select * from ${call}`,
    `select * from t, ${call} as x (b int)`,
    `select * from t join lateral ${call} on true`,
    `select * from rows from (${call}) x(a)`,
    `with a as (select ${call}) select * from a`,
    `select * from t order by ${call}`,
    `select case when true then ${call} end from t`,
    `values ((select ${call} from t))`,
  ]) {
    expect(isPlainRead(sql), sql).toBe(false)
  }
})

test.each([
  '',
  'select 1',
  'values (1)',
  'show search_path',
  'explain select * from t',
  'explain analyze select * from t',
  'explain (analyze) delete from t',
  'insert into t select * from u',
  'update t set a = 1',
  'delete from t',
  'merge into t using u on true when matched then delete',
  'select * into u from t',
  'select * from t for update',
  'select * from t FOR NO KEY UPDATE of t skip locked',
  'select * from t for share',
  'select * from (select * from t for key share) u',
  'select * from t lock in share mode',
  'with a as (insert into t values (1) returning b) select * from a',
  'with a as materialized (delete from only t returning b) select * from a',
  'with a as (update "t" set b = 1 returning b) table a',
  'with a as (merge into t using u on true when matched then delete) select * from t',
  'with a as (select 1 from t) insert into t select * from a',
  'with a as (select 1 from t) update t set b = 1 from a',
  'select * from t; delete from t',
  'select * from t; select * from u',
  'copy (select * from t) to stdout',
  'create table u as select * from t',
  'declare c cursor for select * from t',
  'prepare p as select * from t',
  'execute p',
  'call p()',
  'do $$ begin end $$',
  'begin',
  'truncate table t',
  'lock table t',
  'drop table t',
  `select ${'1, '.repeat(20_000)} nextval('a') from t`,
])('not a plain read: %s', (sql) => {
  expect(isPlainRead(sql)).toBe(false)
})
