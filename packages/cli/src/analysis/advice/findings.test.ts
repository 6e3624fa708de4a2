import { expect, test } from 'vitest'
import type { TableHealth } from '../../model/table-health.js'
import type { OldestHolder } from '../../model/oldest-holder.js'
import type { Settings } from '../../model/settings.js'
import { Counter } from '../../model/counter.js'
import type { SlowRow } from '../../model/slow-row.js'
import { deadRows } from './dead-rows.js'
import { idleTransactions } from './idle-transactions.js'
import { sequentialScans } from './sequential-scans.js'
import { serverSettings } from './server-settings.js'
import { mergeFindings } from './merge-findings.js'
import { writerReads } from './writer-reads.js'

const table = (given: Partial<TableHealth>): TableHealth => ({
  schema: 'public',
  name: 'courses',
  live: 20_000,
  dead: 0,
  scans: 0,
  scanned: 0,
  vacuumAt: 4050,
  ...given,
})

const row = (statement: string, given: Partial<SlowRow> = {}): SlowRow => ({
  calls: 10,
  milliseconds: 100,
  rows: 10,
  blocks: 10,
  temp: 0,
  key: statement,
  load: 1,
  share: 0.02,
  servers: ['writer'],
  statement,
  sites: new Counter(),
  works: new Map(),
  lineless: new Counter(),
  samples: 0,
  firstSeen: { file: 'src/courses.ts:7', method: 'GET', route: '/courses' },
  isApproximate: false,
  ...given,
})

const update = row('update "courses" set "body" = ?', { firstSeen: { file: 'src/write.ts:3' } })
const read = row('select * from "courses" where lower("slug") = ?')
const holder: OldestHolder = {
  kind: 'session',
  name: '17',
  state: 'idle in transaction',
  sql: "select 1 /*file='src/pay.ts:9',transaction='src/checkout.ts:4'*/",
  seconds: 40,
}

test('dead rows are found, with the line that writes the table and the session that holds back vacuum', () => {
  const found = deadRows('writer', [table({ dead: 30_000 })], [read, update], holder)
  expect(found).toEqual([
    {
      kind: 'dead-rows',
      servers: ['writer'],
      subject: 'courses',
      seen: [
        '30,000 dead rows, 20,000 live rows; autovacuum starts at 4,050 dead rows.',
        "Vacuum can't remove rows that died in the last 40.0 s: pid 17 (idle in transaction) may still need them.",
      ],
      sites: [
        { label: 'writes it', site: 'src/write.ts:3', work: undefined },
        { label: 'holds vacuum back: last statement', site: 'src/pay.ts:9', work: undefined },
        { label: 'holds vacuum back: transaction opened', site: 'src/checkout.ts:4' },
      ],
      statements: ['select pg_terminate_backend(17)'],
    },
  ])
})

test('dead rows far beyond the autovacuum threshold are found even if nothing holds it back', () => {
  const young = { ...holder, seconds: 0.2 }
  const [found] = deadRows('writer', [table({ dead: 9000 })], [], young)
  expect(found?.statements).toEqual(['vacuum (verbose) "public"."courses"'])
})

test('small tables, and dead rows that autovacuum is about to remove, are not reported', () => {
  const tables = [table({ dead: 8000 }), table({ dead: 900, live: 10, vacuumAt: 52 })]
  expect(deadRows('writer', tables, [update], holder)).toEqual([])
})

test.each([
  ['replication slot', "select pg_drop_replication_slot('it''s')"],
  ['prepared transaction', "rollback prepared 'it''s'"],
] as const)(
  'a %s that holds back vacuum is reported with the statement to remove it',
  (kind, statement) => {
    const other = { kind, name: "it's", state: null, sql: null, seconds: null }
    const [found] = deadRows('writer', [table({ dead: 30_000 })], [], other)
    expect(found?.statements).toEqual([statement])
  },
)

test('a large table read in full is found, with the lines whose plans show it', () => {
  const other = row('select * from "courses" where "id" = ?')
  const plans = new Map([
    [read.key, ['courses']],
    [other.key, []],
  ])
  const after = [table({ scans: 12, scanned: 240_000 })]
  const before = [table({ scans: 2, scanned: 40_000 })]
  expect(sequentialScans('reader', before, after, [other, read], plans)).toMatchObject([
    {
      subject: 'courses',
      seen: ['Read in full 10 times, 20,000 rows each time.'],
      sites: [{ label: 'reads it in full', site: 'src/courses.ts:7', work: 'GET /courses' }],
      statements: ['explain (generic_plan) select * from "courses" where lower("slug") = $1'],
    },
  ])
})

test('without plans, lines that mention the table are listed and marked as guesses', () => {
  const after = [table({ scans: 1, scanned: 20_000 })]
  const others = row('select * from "courses_old"')
  const [found] = sequentialScans('reader', [], after, [others, read], new Map())
  expect(found?.sites.map(({ label }) => label)).toEqual(['≈ mentions it'])
})

test.each([
  ['small tables', [table({ live: 500, scans: 1000, scanned: 500_000 })]],
  ['scans that stop early', [table({ scans: 1000, scanned: 5000 })]],
  [
    'a report now and then',
    [table({ scans: 1, scanned: 20_000 }), table({ name: 'hot', scans: 50, scanned: 1_000_000 })],
  ],
])('not reported: %s', (_, after) => {
  const found = sequentialScans('reader', [], after, [read], new Map())
  expect(found.filter(({ subject }) => subject === 'courses')).toEqual([])
})

test('frequent reads on a writer are found, except those that must stay there', () => {
  const often = { calls: 50 }
  const stays = [
    'select * from "jobs" limit ? for update skip locked',
    'select nextval(?) from "ids"',
    'select enrol(?)',
    'select * from enrol(?)',
    'select pg_notify(?, slug) from "courses"',
    'select pg_catalog.set_config(?, ?, ?) from "courses"',
    'select * from (select dblink_exec(?)) as "a"',
    'insert into "a" select * from "b"',
  ].map((statement) => row(statement, often))
  const inTransaction = row(read.statement, { ...often, firstSeen: { transaction: 'a.ts:1' } })
  const rare = row('select * from "rare"', { calls: 2 })
  const rows = [...stays, inTransaction, rare, row('select "update" from "caches"', often)]
  expect(writerReads('writer', rows, 10)).toMatchObject([
    {
      subject: 'select "update" from "caches"',
      seen: ['300 reads per minute on the writer, 2% of its time.', expect.any(String)],
    },
  ])
})

test('an idle transaction is found after a second, with both lines', () => {
  const sql = holder.sql ?? ''
  const sessions = [
    { pid: 1, sql, seconds: 0.5, inTransaction: 9 },
    { pid: 2, sql, seconds: 3, inTransaction: 9 },
  ]
  expect(idleTransactions('writer', sessions)).toMatchObject([
    {
      subject: 'pid 2',
      sites: [
        { label: 'last statement', site: 'src/pay.ts:9' },
        { label: 'transaction opened', site: 'src/checkout.ts:4' },
      ],
      statements: ['select pg_terminate_backend(2)'],
    },
  ])
})

const settings = (values: Readonly<Record<string, string>>, hasExtension = true): Settings => ({
  values: new Map(Object.entries(values)),
  hasExtension,
})

test('settings that hide tags are reported with the statements to fix them', () => {
  const hiding = settings({
    track_activity_query_size: '1024',
    log_min_duration_statement: '-1',
    log_lock_waits: 'off',
    compute_query_id: 'auto',
    shared_preload_libraries: 'auto_explain',
  })
  const found = serverSettings('writer', hiding)
  expect(found.map(({ subject }) => subject)).toEqual([...hiding.values.keys()])
  expect(found.at(-1)?.statements[0]).toBe(
    'alter system set shared_preload_libraries = auto_explain, pg_stat_statements',
  )
})

test('settings that hide nothing or cannot be read are not reported', () => {
  const open = settings({
    track_activity_query_size: '4096',
    log_min_duration_statement: '100',
    log_lock_waits: 'on',
    compute_query_id: 'auto',
    shared_preload_libraries: 'pg_stat_statements',
  })
  expect(serverSettings('writer', open)).toEqual([])
  expect(serverSettings('writer', settings({}))).toEqual([])
  const hidden = settings({ shared_preload_libraries: 'pg_stat_statements' }, false)
  expect(serverSettings('writer', hidden)).toMatchObject([
    { statements: ['create extension pg_stat_statements'] },
  ])
})

test('the same finding on several servers is merged, and the most harmful comes first', () => {
  const setting = serverSettings('a', settings({ log_lock_waits: 'off' }))
  const again = serverSettings('b', settings({ log_lock_waits: 'off' }))
  const dead = deadRows('a', [table({ dead: 30_000 })], [], undefined)
  expect(mergeFindings([...setting, ...dead, ...again])).toMatchObject([
    { kind: 'dead-rows', servers: ['a'] },
    { kind: 'setting', servers: ['a', 'b'] },
  ])
})
