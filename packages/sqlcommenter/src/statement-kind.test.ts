import { expect, test } from 'vitest'
import { statementKind } from './statement-kind.js'

test.each([
  'select 1',
  'SELECT*from t',
  '  (select 1) union (select 2)',
  '((values (1)))',
  '/* a /* b */ */ -- c\n select 1',
  'with t as (select 1) select * from t',
  'insert into t default values',
  'update t set a = 1',
  'delete from t',
  'merge into t using u on true when matched then do nothing',
  'values (1)',
  'table t',
  'execute p(1)',
])('%s is a query', (sql) => {
  expect(statementKind(sql)).toBe('query')
})

test.each([
  'begin',
  'START TRANSACTION isolation level serializable',
  'commit;',
  '/*x*/ rollback to a',
  'savepoint a',
  "set search_path = 'select'",
  'explain analyze select 1',
  'declare c cursor for select 1',
  'prepare p as select 1',
  'create table t as select 1',
  'selection',
  '',
  '-- select',
  '/* select',
  '"select" 1',
])('%s is a utility statement', (sql) => {
  expect(statementKind(sql)).toBe('utility')
})
