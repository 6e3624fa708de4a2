import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { summarize } from './summarize.js'

const suites: Record<string, Record<string, string>> = {
  'the examples of the conventions': {
    'SELECT * FROM wuser_table WHERE username = ?': 'SELECT wuser_table',
    'INSERT INTO shipping_details (order_id, address) SELECT order_id, address FROM orders WHERE order_id = ?':
      'INSERT shipping_details SELECT orders',
    'SELECT * FROM songs, artists WHERE songs.artist_id == artists.id': 'SELECT songs artists',
    'SELECT order_date FROM (SELECT * FROM orders o JOIN customers c ON o.customer_id = c.customer_id)':
      'SELECT SELECT orders customers',
    'SELECT * FROM "song list"': 'SELECT "song list"',
    'call some_stored_procedure': 'call some_stored_procedure',
  },
  'what Kysely writes': {
    'select * from "courses" where "slug" = $1': 'select courses',
    'select "u"."id" from "users" as "u" inner join "pets" as "p" on "p"."owner" = "u"."id" left join "toys" on true':
      'select users pets toys',
    'select * from "app"."users", "app"."pets" as "p"': 'select app.users app.pets',
    'select distinct on ("a") "a" from "t" order by "a", "b" limit $1 for update of "t" skip locked':
      'select t',
    'select "a", (select count(*) from "b" where "b"."a" = "a"."id") as "n" from "a"':
      'select select b a',
    'select * from (select "id" from "users" union all (select "id" from "admins")) as "t", "pets"':
      'select select users select admins pets',
    'select * from "a" inner join lateral (select * from "b" where "b"."x" = "a"."x") as "t" on true cross join "c"':
      'select a select b c',
    'select * from "a" where exists (select from "b") and "x" is distinct from "y"':
      'select a select b',
    'with "x" as (select * from "users"), "y" ("a", "b") as materialized (select 1, 2 from "x") select * from "x", "y", "z"':
      'select users select select z',
    'with "users" as (select * from "users" where "id" = $1) select * from "users"':
      'select users select',
    'with recursive "tree" as (select * from "nodes" union all select "n".* from "nodes" as "n" inner join "tree" on true) select * from "tree"':
      'select nodes select nodes select',
    'with "gone" as (delete from "a" returning *), "new" as (insert into "b" select * from "gone" returning *) update "c" set "n" = (select count(*) from "new")':
      'delete a insert b select update c select',
    'insert into "t" ("a") values ($1) on conflict ("id") do update set "a" = "excluded"."a", "b" = $2 returning "id", "a"':
      'insert t',
    'insert into "t" ("a") with "x" as (select 1 from "s") select "a" from "x"':
      'insert t select s select',
    'insert into "t" default values': 'insert t',
    'update "a" set "x" = "b"."x", "y" = $1 from "b", "c" where "a"."id" = "b"."id" returning "a"."x", "b"."y"':
      'update a b c',
    'delete from "a" using "b", "c" where "a"."id" = "b"."id"': 'delete a b c',
    'delete from "a" using "b" inner join "c" using ("id")': 'delete a b c',
    'merge into "t" using "s" on "s"."id" = "t"."id" when matched and "x" > $1 then update set "a" = $2 when not matched then insert ("a") values ($3) when not matched by source then delete':
      'merge t s',
    'merge into "t" as "x" using (select * from "s") as "y" on true when matched then do nothing':
      'merge t select s',
    'select * from "a" natural join ("b" cross join "c")': 'select a b c',
    'select * from (values ($1, $2), ($3, $4)) as "v"("a", "b"), "w"': 'select w',
    'create table if not exists "person" ("id" serial primary key, "pet" integer references "pets" ("id") on delete cascade)':
      'create table person',
    'create temporary table "t" as select * from "s"': 'create table t select s',
    'create unique index "i" on "t" using btree ("a", "b")': 'create index i',
    'create or replace view "v" as select * from "t"': 'create view v select t',
    'alter table "a" add column "b" integer, alter column "c" drop not null': 'alter table a',
    'drop table if exists "a" cascade': 'drop table a',
    'drop materialized view "v"': 'drop materialized view v',
    "create type \"mood\" as enum ('sad', 'ok')": 'create type mood',
    'create schema if not exists "app"': 'create schema app',
    'refresh materialized view concurrently "v"': 'refresh materialized view v',
    begin: 'begin',
    'start transaction isolation level serializable read only': 'start transaction',
    commit: 'commit',
    rollback: 'rollback',
    'savepoint "sp1"': 'savepoint',
    'rollback to "sp1"': 'rollback to',
    'release "sp1"': 'release',
    'explain (analyze, format json) select * from "a"': 'explain select a',
  },
  'what people write': {
    '(select 1 from a) union (select 2 from b order by 1, 2)': 'select a select b',
    'select a.x from public . "Weird Name" a, other': 'select public."Weird Name" other',
    'select extract(year from created_at), trim(both from name) from t': 'select t',
    'select * from only t, generate_series(1, 10) as g(a), rest': 'select t generate_series rest',
    'select * from unnest($1::int[]) with ordinality as u(a, b), t': 'select unnest t',
    'select cast(x as timestamp with time zone), y from t': 'select t',
    'select * into copied from t': 'select copied t',
    'select `id` from `users`': 'select users',
    'select * from session, local, verbose': 'select session local verbose',
    'copy session from stdin': 'copy session',
    'select 1': 'select',
    'values (1, 2)': 'values',
    'table t': 'table t',
    'EXPLAIN ANALYZE UPDATE t SET a = 1': 'EXPLAIN UPDATE t',
    'set local statement_timeout = 1000': 'set statement_timeout',
    "set app.user_id = '42'": 'set app.user_id',
    'set search_path to app, public': 'set search_path',
    'show server_version': 'show server_version',
    'reset all': 'reset all',
    'listen jobs': 'listen jobs',
    "notify jobs, 'secret'": 'notify jobs',
    'unlisten *': 'unlisten',
    'copy t (a, b) from stdin with (format csv)': 'copy t',
    'copy (select * from t) to stdout': 'copy select t',
    'vacuum (verbose, analyze) t': 'vacuum t',
    'vacuum full a, b': 'vacuum a b',
    'analyze verbose t (a, b), u': 'analyze t u',
    'truncate table only a, b restart identity': 'truncate a b',
    'lock table a, b in share mode': 'lock a b',
    'call app.refresh($1)': 'call app.refresh',
    'declare c no scroll cursor with hold for select * from t': 'declare select t',
    'declare c cursor for with x as (select 1 from s) select * from x, t':
      'declare select s select t',
    'fetch 100 from c': 'fetch',
    'close c': 'close',
    'prepare p (int) as update t set a = $1': 'prepare update t',
    'execute p (1)': 'execute p',
    "prepare transaction 'x'": 'prepare transaction',
    'grant select, insert on t to bob': 'grant',
    "comment on table t is 'secret'": 'comment table t',
    'create extension if not exists "uuid-ossp"': 'create extension "uuid-ossp"',
    'create index concurrently on t (a)': 'create index t',
    'create function f(a int, b timestamp with time zone) returns int as $$ select * from hidden $$ language sql':
      'create function f',
    'create trigger tr after insert or update of a on t for each row execute function f()':
      'create trigger tr',
    'drop function f(int, text), g': 'drop function f g',
    "alter role bob password 'secret'": 'alter role bob',
    'do $$ begin delete from t; end $$': 'do',
    'begin; insert into a select * from b; commit': 'begin insert a select b commit',
    'with a as (select 1 from x) select * from a; select * from a': 'select x select select a',
    '/* select * from a */ select -- from b\n * from c /* , d */': 'select c',
  },
  'texts that are not statements': {
    '': '',
    '  -- only a comment': '',
    ';;': '',
    "'abc' 12": '',
    'hello world, from nowhere': 'hello',
    'select * from': 'select',
    "select * from 'secret'": 'select',
    "select * from t.'secret'": 'select t',
    'select * from t.5': 'select t',
    'select * from a, "never closed': 'select a',
    ')))) select 1 from t': 'select t',
  },
}

for (const [suite, summaries] of Object.entries(suites)) {
  describe(`The summary of ${suite}`, () => {
    for (const [sql, summary] of Object.entries(summaries)) {
      test(`${sql || 'an empty text'}`, () => {
        expect(summarize(sql)).toBe(summary)
      })
    }
  })
}

describe('A summary', () => {
  test('ends with a whole name, after at most 255 characters', () => {
    const tables = Array.from({ length: 100 }, (_, n) => `table_${n}`)
    const summary = summarize(`select * from ${tables.join(', ')}`)
    expect(summary.length).toBeGreaterThan(245)
    expect(summary.length).toBeLessThanOrEqual(255)
    expect(`select ${tables.join(' ')} `).toContain(`${summary} `)
  })

  test('leaves out a name that is longer than a whole summary', () => {
    expect(summarize(`select * from "${'x'.repeat(300)}"`)).toBe('select')
  })

  test('never holds a value and never throws, whatever the text', () => {
    const pieces = fc.constantFrom(
      ..."select|from|insert|into|update|delete|with|recursive|as|join|using|set|,|.|;|(|)|t|\"a\"|'|\"|$$|--|/*|*/|\n|'v4lue'|$$v4lue$$|e'v4lue'".split(
        '|',
      ),
    )
    const hasValue = /v4lue/
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const summary = summarize(parts.join(' '))
        expect(summary.length).toBeLessThanOrEqual(255)
        const isBalanced = parts.every((part) => !/^(?:'|"|\$\$|--|\/\*|\*\/|\n)$/.test(part))
        if (isBalanced) expect(summary).not.toMatch(hasValue)
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (sql) => {
        expect(summarize(sql).length).toBeLessThanOrEqual(255)
      }),
    )
  })
})
