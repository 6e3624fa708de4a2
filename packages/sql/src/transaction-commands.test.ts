import { expect, test } from 'vitest'
import { postgresql } from './lexer/dialect.js'
import { transactionCommands } from './transaction-commands.js'

const oneOf = (command: string) => command.split(' ')

test.each([
  ['begin', 'begin'],
  ['BEGIN WORK ISOLATION LEVEL SERIALIZABLE, READ ONLY', 'begin'],
  ['start transaction read only', 'begin'],
  ['Start /* a */ Transaction', 'begin'],
  ['start\n--x\ntransaction', 'begin'],
  ['commit', 'commit'],
  ['commit work and no chain', 'commit'],
  ['end', 'commit'],
  ['END TRANSACTION;', 'commit'],
  ["prepare transaction 'a'", 'commit'],
  ['abort', 'rollback'],
  ['rollback', 'rollback'],
  ['rollback transaction;', 'rollback'],
  ['commit and chain', 'commit begin'],
  ['end work and chain', 'commit begin'],
  ['abort and chain;', 'rollback begin'],
  ['rollback and no chain', 'rollback'],
  ['begin; select 1; commit', 'begin commit'],
  ['select 1; begin', 'begin'],
  [';;begin;;', 'begin'],
  ['/* a /* b */ */ begin; -- commit\nrollback', 'begin rollback'],
  ['begin; commit; begin; rollback; start transaction', 'begin commit begin rollback begin'],
  ["select ';'; commit", 'commit'],
  ['select $$;$$; commit', 'commit'],
  ['set a = b; end', 'commit'],
  ['begin;select "commit";commit', 'begin commit'],
  [
    'create function f() returns int begin atomic select 1; select case when true then 1 end; end; begin',
    'begin',
  ],
  ['create rule r as on insert to t do also (select 1; select 2); commit', 'commit'],
  ['create trigger a after insert on t begin select 1; end; commit', 'commit'],
  ['create view begin as select 1; commit', 'commit'],
  ['create function begin() returns int return 1; commit', 'commit'],
  ['do $$ begin commit; end $$; commit', 'commit'],
])('%s', (sql, commands) => {
  expect(transactionCommands(sql)).toEqual(oneOf(commands))
})

test.each([
  '',
  'select 1',
  'savepoint a',
  'release a',
  'rollback to a',
  'rollback work to savepoint a',
  'abort to a',
  "commit prepared 'a'",
  "rollback prepared 'a'",
  'prepare p as select 1',
  'select begin from t; select "commit" from t',
  "select 'a; commit'; select $$; begin $$ -- ; commit",
  'do $$ begin commit; end $$',
  'create function f() returns int begin atomic select 1; select 2; end',
  'create or replace procedure p() begin atomic begin; end',
  'create rule r as on insert to t do (select 1; select 2)',
  'set transaction isolation level serializable',
  'call p()',
  'create trigger a after insert on t begin insert into u values (1); end',
  'create trigger begin after insert on t execute function end(); create table commit (a int)',
  'create procedure p() begin if a then begin select 1; end; end if; case b when 1 then select 2; end case; select case when c then 1 end; end',
  'select begin; select commit',
  'declare c cursor for select 1; fetch c; /* commit */',
  'start_replication slot a; select 1',
])('%s neither begins nor ends a transaction', (sql) => {
  expect(transactionCommands(sql)).toEqual([])
})

test('the setting decides where a string ends, and thus what is a command', () => {
  const sql = String.raw`select '\'; commit; --'`
  expect(transactionCommands(sql)).toEqual(['commit'])
  expect(transactionCommands(sql, postgresql('off'))).toEqual([])
})

test('a megabyte without a command is read quickly', () => {
  const sql = `insert into t values ${"('a;', 1), ".repeat(100_000)}(1)`
  const start = process.cpuUsage().user
  transactionCommands(sql)
  expect((process.cpuUsage().user - start) / 1000).toBeLessThan(100)
})
