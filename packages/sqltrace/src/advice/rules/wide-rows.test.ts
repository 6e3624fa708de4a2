import { expect, test } from 'vitest'
import { findings, sentences, statement } from '../../../test/support/statement.js'
import { wideRows } from './wide-rows.js'

const rows = (count: number, bytes: number) =>
  Array.from({ length: count }, (_, id) => ({
    id,
    body: 'x'.repeat(bytes * 0.75),
    text_body: Buffer.alloc(bytes * 0.25),
  }))

test('one large result is found, with its widest columns', () => {
  const found = findings(wideRows, [statement({ data: rows(50, 40_000) })])
  expect(sentences(found)).toMatchObject([
    {
      file: 'src/courses.ts:7',
      seen: '50 rows of 40 kB each (body 75 %, text_body 25 %); 2.0 MB within a minute.',
    },
  ])
})

test('many results that are large in total are found', () => {
  const calls = Array.from({ length: 100 }, (_, index) =>
    statement({ data: rows(20, 8000), startTime: index * 500 }),
  )
  const [first] = sentences(findings(wideRows, calls))
  expect(first?.seen).toContain('10.1 MB within a minute')
})

test.each([
  ['few rows', [statement({ data: rows(19, 100_000) })]],
  ['narrow rows', [statement({ data: rows(10_000, 1900) })]],
  ['a stream, whose rows are not kept', [statement({ rows: 100_000 })]],
  ['less than 1 MB', [statement({ data: rows(20, 8000) })]],
  [
    'occasional large results',
    Array.from({ length: 100 }, (_, minute) =>
      statement({ data: rows(20, 8000), startTime: minute * 60_000 }),
    ),
  ],
])('no advice for %s', (_, statements) => {
  expect(findings(wideRows, statements)).toEqual([])
})
