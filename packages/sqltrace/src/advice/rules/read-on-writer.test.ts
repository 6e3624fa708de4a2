import { expect, test } from 'vitest'
import { findings, sentences, statement } from '../../../test/support/statement.js'
import { resolveOptions } from '../../options/resolve-options.js'
import type { InnerRecord } from '../../record/inner-record.js'
import { readOnWriter } from './read-on-writer.js'

const writer = resolveOptions({ role: 'writer' })
const reader = statement({ options: resolveOptions({ role: 'reader' }) })
const reads = (facts: (index: number) => Partial<InnerRecord> = () => ({}), count = 100) =>
  Array.from({ length: count }, (_, index) =>
    statement({ options: writer, startTime: index * 10, request: index, ...facts(index) }),
  )
const write = (id: number) =>
  statement({ options: writer, sql: 'insert into a values ($1)', request: id })

test('many reads on the writer are found while a reader is in use', () => {
  const others = Array.from({ length: 100 }, (_, id) => write(id + 1000))
  expect(sentences(findings(readOnWriter, [reader, ...others, ...reads()]))).toMatchObject([
    {
      file: 'src/courses.ts:7',
      seen: '100 reads went to the writer within a minute (50 % of its statements), outside transactions and without an earlier write.',
    },
  ])
})

test.each<[string, InnerRecord[]]>([
  ['an app without a reader', reads()],
  ['99 reads', [reader, ...reads(undefined, 99)]],
  ['100 reads in an hour', [reader, ...reads((index) => ({ startTime: index * 36_000 }))]],
  ['reads after a write', [reader, write(1), ...reads(() => ({ request: 1 }))]],
  ['transactions', [reader, ...reads(() => ({ transaction: { file: undefined } }))]],
  ['locks', [reader, ...reads(() => ({ sql: 'select * from a for no key update' }))]],
  ['sequences', [reader, ...reads(() => ({ sql: "select nextval('ids') from a" }))]],
  ['functions of the app', [reader, ...reads(() => ({ sql: 'select enrol($1)' }))]],
  [
    'functions of the app in a table',
    [reader, ...reads(() => ({ sql: 'select * from enrol($1)' }))],
  ],
  ['notifications', [reader, ...reads(() => ({ sql: "select pg_notify('a', b) from a" }))]],
  [
    'a write in a with',
    [
      reader,
      ...reads(() => ({ sql: 'with x as (insert into a select 1 returning b) select * from x' })),
    ],
  ],
  ['pools without a role', [reader, ...reads(() => ({ options: resolveOptions({}) }))]],
  ['work outside requests and jobs', [reader, ...reads(() => ({ request: undefined }))]],
])('no advice for %s', (_, statements) => {
  expect(findings(readOnWriter, statements)).toEqual([])
})
