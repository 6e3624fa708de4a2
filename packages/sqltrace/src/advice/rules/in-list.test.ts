import { expect, test } from 'vitest'
import { findings, sentences, statement } from '../../../test/support/statement.js'
import { inList } from './in-list.js'

const parameters = (count: number, item = (index: number) => `$${index + 1}`) =>
  Array.from({ length: count }, (_, index) => item(index)).join(', ')
const found = (sql: string) => sentences(findings(inList, [statement({ sql })]))

test.each([
  ['parameters', `select * from courses where id in (${parameters(101)})`],
  ['literals', `select * from courses where id in (${parameters(101, String)})`],
  ['casts', `select * from courses where id in (${parameters(101, (i) => `$${i}::uuid`)})`],
  ['pairs', `select * from a where (b, c) in (${parameters(101, (i) => `($${i}, 'x')`)})`],
  [
    'rows of values',
    `select * from a join (values ${parameters(101, (i) => `($${i})`)}) v on true`,
  ],
])('a list of more than 100 %s is found', (_, sql) => {
  expect(found(sql)).toEqual([
    {
      file: 'src/courses.ts:7',
      seen: 'A list has 101 values; each length is a different statement.',
      remedy:
        'Pass one array with "= any($1)", or join the table that the ids come from; otherwise send chunks.',
      places: [],
    },
  ])
})

test.each([
  ['100 values', `select * from courses where id in (${parameters(100)})`],
  ['one array', 'select * from courses where id = any($1)'],
  ['an insert of many rows', `insert into a values ${parameters(500, (i) => `($${i})`)}`],
  ['a subquery', 'select * from a where id in (select id from b where c in ($1, $2))'],
  ['several lists', `select 1 from a where b in (${parameters(60)}) or c in (${parameters(60)})`],
  ['a text that looks like one', `select '${`in (${parameters(200)})`}' from a`],
  ['an unclosed list', `select * from a where id in (${parameters(200)}`],
])('no advice for %s', (_, sql) => {
  expect(found(sql)).toEqual([])
})
