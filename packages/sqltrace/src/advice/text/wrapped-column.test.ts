import { expect, test } from 'vitest'
import { readTokens } from '@sqltrace/sql'
import { wrappedColumn } from './wrapped-column.js'

const of = (sql: string) => wrappedColumn(readTokens(sql))

test.each([
  ['select * from "courses" where lower("slug") = lower($1)', 'lower("slug")', '"courses"'],
  [
    'select * from courses c join a on a.id = c.a where lower(c.slug) = $1',
    'lower(slug)',
    'courses',
  ],
  [
    'select * from "s"."courses" as "c" where (lower("c"."slug") in ($1, $2))',
    'lower("slug")',
    '"s"."courses"',
  ],
  ["select 1 from a where x = 1 and LOWER(b) like 'c%'", 'lower(b)', 'a'],
  ['update a set b = $1 where date(at) = $2', 'date(at)', 'a'],
  ['select * from a where $1 = lower(b)', 'lower(b)', 'a'],
  ['select * from a, b where lower(c) = $1', 'lower(c)', 'a'],
  ['select * from a join b using (x) where lower(c) = $1', 'lower(c)', undefined],
])('%s', (sql, expression, table) => {
  expect(of(sql)).toEqual({ expression, table })
})

test.each([
  'select lower(a) from b where c = $1',
  'select * from a where b = lower($1)',
  'select * from a where lower(b) = c',
  'select * from a where b = any($1)',
  'select * from a where exists (select 1)',
  'select a from b group by a having count(a) = 1',
  "select * from a where b = 'where lower(c) = 1'",
  'insert into a values (lower($1))',
])('no function of a column is compared with a value in: %s', (sql) => {
  expect(of(sql)).toBeUndefined()
})
