import { expect, test } from 'vitest'
import { findings, said, statement } from '../../../test/support/statement.js'
import { wideRows } from './wide-rows.js'

const rows = (count: number, bytes: number) =>
  Array.from({ length: count }, (_, id) => ({
    id,
    body: 'x'.repeat(bytes * 0.75),
    text_body: Buffer.alloc(bytes * 0.25),
  }))

test('one big answer is found, with the columns that carry it', () => {
  const found = findings(wideRows, [statement({ data: rows(50, 40_000) })])
  expect(said(found)).toMatchObject([
    {
      file: 'src/courses.ts:7',
      seen: '50 rows of 40 kB each (body 75 %, text_body 25 %); 2.0 MB in a minute.',
    },
  ])
})

test('many answers that are big together are found', () => {
  const calls = Array.from({ length: 100 }, (_, index) =>
    statement({ data: rows(20, 8000), startTime: index * 500 }),
  )
  const [first] = said(findings(wideRows, calls))
  expect(first?.seen).toContain('10.1 MB in a minute')
})

test.each([
  ['few rows', [statement({ data: rows(19, 100_000) })]],
  ['narrow rows', [statement({ data: rows(10_000, 1900) })]],
  ['a stream, whose rows nobody holds', [statement({ rows: 100_000 })]],
  ['less than 1 MB', [statement({ data: rows(20, 8000) })]],
  [
    'big answers now and then',
    Array.from({ length: 100 }, (_, minute) =>
      statement({ data: rows(20, 8000), startTime: minute * 60_000 }),
    ),
  ],
])('it stays silent for %s', (_, statements) => {
  expect(findings(wideRows, statements)).toEqual([])
})
