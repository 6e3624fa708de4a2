import { expect, test } from 'vitest'
import { findings, sentences, statement } from '../../../test/support/statement.js'
import type { InnerRecord } from '../../record/inner-record.js'
import { functionOnColumn } from './function-on-column.js'

const sql = 'select * from "courses" where lower("slug") = lower($1)'
const calls = (facts: Partial<InnerRecord>, count = 100) =>
  Array.from({ length: count }, () => statement({ sql, duration: 25, rows: 1, ...facts }))

test('a slow comparison of a function of a column is found, with the index to create', () => {
  expect(sentences(findings(functionOnColumn, calls({})))).toEqual([
    {
      file: 'src/courses.ts:7',
      seen: 'lower("slug") is compared with a value; 100 calls took 25 ms on average.',
      remedy:
        'Probably no index can be used. Check with EXPLAIN, then: create index concurrently on "courses" (lower("slug")).',
      places: [],
    },
  ])
})

test.each([
  ['99 calls', calls({}, 99)],
  ['fast calls', calls({ duration: 5 })],
  ['calls that wait for a connection', calls({ duration: 300, poolWait: 299 })],
  [
    'a busy server whose fastest call reveals an index',
    [...calls({ duration: 1 }, 1), ...calls({})],
  ],
  ['calls that return many rows', calls({ rows: 5000 })],
  ['failed calls', calls({ error: new Error('timeout') })],
  ['a column alone', calls({ sql: 'select * from "courses" where "slug" = lower($1)' })],
])('no advice for %s', (_, statements) => {
  expect(findings(functionOnColumn, statements)).toEqual([])
})
