import { expect, test } from 'vitest'
import { findings, sentences, statement } from '../../../test/support/statement.js'
import type { InnerRecord } from '../../record/inner-record.js'
import { nPlusOne } from './n-plus-one.js'

const loop = (count: number, facts: (index: number) => Partial<InnerRecord> = () => ({})) =>
  Array.from({ length: count }, (_, index) =>
    statement({ startTime: index * 20, duration: 15, parametersDigest: index, ...facts(index) }),
  )
const list = statement({
  sql: 'select * from lists',
  file: 'src/list.ts:3',
  startTime: -20,
  rows: 9,
})

test('a query per row of a list is found, with the query that returned the list', () => {
  const found = findings(nPlusOne, [list, ...loop(9)])
  expect(sentences(found)).toEqual([
    {
      file: 'src/courses.ts:7',
      seen: 'The same query ran 9 times in a row, taking 135 ms.',
      remedy: 'Fetch all rows at once with "= any($1)" or a join.',
      places: [{ label: 'after the query at', file: 'src/list.ts:3' }],
    },
  ])
})

test('a loop with two queries per row is found twice', () => {
  const second = loop(6, (index) => ({
    sql: 'select * from authors where id = $1',
    file: 'src/authors.ts:2',
    startTime: index * 20 + 16,
    duration: 3,
  }))
  const both = loop(6).flatMap((one, index) => [one, second[index]!])
  const found = findings(nPlusOne, [list, ...both], { milliseconds: 10 })
  expect(found.map(({ file }) => file)).toEqual(['src/courses.ts:7', 'src/authors.ts:2'])
})

test.each<[string, InnerRecord[]]>([
  ['four of them', loop(4)],
  ['less than 50 ms', loop(9, () => ({ duration: 5 }))],
  ['equal parameters, as in a retry', loop(9, () => ({ parametersDigest: 7 }))],
  ['concurrent queries', loop(9, () => ({ startTime: 0 }))],
  ['other requests', loop(9, (request) => ({ request }))],
  ['work outside requests and jobs', loop(9, () => ({ request: undefined }))],
  ['writes', loop(9, () => ({ sql: 'update courses set seen = true where id = $1' }))],
  ['a queue', loop(9, () => ({ sql: 'select * from jobs where id > $1 for update skip locked' }))],
  ['pages of rows', loop(9, (index) => ({ rows: index < 8 ? 100 : 12 }))],
  ['a worker that polls', loop(9, (index) => ({ startTime: index * 2000 }))],
  ['different lines', loop(9, (index) => ({ file: `src/courses.ts:${index}` }))],
])('no advice for %s', (_, statements) => {
  expect(findings(nPlusOne, [list, ...statements])).toEqual([])
})

test('a withTags call is a unit of work like a request', () => {
  const tags = { job: 'report' }
  expect(
    findings(
      nPlusOne,
      loop(9, () => ({ request: undefined, appTags: tags })),
    ),
  ).toHaveLength(1)
})
