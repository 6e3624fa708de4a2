import { expect, test } from 'vitest'
import { findComments } from './find-comments.js'

const comment = "/*file='src/courses/repo.ts:42',method='GET',route='/courses/:slug'*/"
const tags = { file: 'src/courses/repo.ts:42', method: 'GET', route: '/courses/:slug' }

const forms: readonly [string, string][] = [
  ['a statement', `select * from "courses" ${comment}`],
  ['a psql table', ` pid |  query\n-----+-----\n 42  | select 1 ${comment} | active\n(1 row)`],
  [
    'a psql table that wraps',
    ` 42 | select 1 /*file='src/cour.|\n    |.ses/repo.ts:42',method='GET',route='/courses/:slug'*/`,
  ],
  [
    'a psql cell of several lines',
    `select 1 /*file='src/courses/repo.ts:42',meth+|\n |od='GET',route='/courses/:slug'*/`,
  ],
  ['JSON', JSON.stringify({ query: `select 'a' ${comment}` })],
  [
    'JSON with escaped quotes and slashes',
    `{"q":"select 1 \\/*file=\\u0027src\\/courses\\/repo.ts:42\\u0027,method=\\u0027GET\\u0027,route=\\u0027\\/courses\\/:slug\\u0027*\\/"}`,
  ],
  ['HTML', `<td>select 1 ${comment.replaceAll("'", '&#39;')}</td>`],
  ['a chat that made the quotes curly', `select 1 ${comment.replaceAll("'", '\u2019')}`],
  ['CSV', `2026,"select ""a"" ${comment}",7`],
  ['a log', `2026-11-24 22:51:22 UTC [7] STATEMENT:  select 1 ${comment}`],
  [
    'a SQL string',
    `select '/*file=''src/courses/repo.ts:42'',method=''GET'',route=''/courses/:slug''*/'`,
  ],
  [
    'line breaks in the middle',
    `select 1 /*file='src/courses/re\n  po.ts:42',method='GET',route='/cour\r\nses/:slug'*/`,
  ],
]

test.each(forms)('finds the tags in %s', (_name, text) => {
  expect(findComments(text)).toEqual([tags])
})

test('finds all statements of a text in order', () => {
  const text = `select 1 /*file='a.ts:1'*/;\nselect 2 -- no tag\n;select /* note */ 3 /*file='b.ts:2'*/`
  expect(findComments(text)).toEqual([{ file: 'a.ts:1' }, { file: 'b.ts:2' }])
})

test('reads what remains of a comment truncated at its end', () => {
  const text = "42 | select 1 /*file='src/a.ts:1',method='GET',rou | active\n43 | idle"
  expect(findComments(text)).toEqual([{ file: 'src/a.ts:1', method: 'GET' }])
})

test('reads what remains of a comment truncated at its beginning', () => {
  expect(findComments("ses.ts:4',method='GET',route='/x'*/")).toEqual([
    { method: 'GET', route: '/x' },
  ])
})

test('reads the comments of other writers', () => {
  expect(findComments('select 1 /*controller:courses,action:index*/')).toEqual([
    { controller: 'courses', action: 'index' },
  ])
})

test.each([
  ['a statement', '-- File: /src/Shop/Orders.cs:21\n\nSELECT 1'],
  ['among other tags', '-- open orders\n-- file: /src/Shop/Orders.cs:21\n\nSELECT 1'],
  ['a psql table', ' 42 | -- File: /src/Shop/Orders.cs:21   +| active\n    | SELECT 1 | '],
  ['JSON', JSON.stringify({ query: '-- File: /src/Shop/Orders.cs:21\n\nSELECT 1' })],
])("finds Entity Framework's call site in %s", (_name, text) => {
  expect(findComments(text)).toEqual([{ file: '/src/Shop/Orders.cs:21' }])
})

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
const other = traceparent.replace('0af7', '1bf7')

test('a trace in application_name belongs to the statement of its row, or is reported alone', () => {
  const row = (name: string, query: string) => ` 42 | ${name} | active | ${query}\n`
  const text = [
    row(traceparent, "select 1 /*file='a.ts:1'*/"),
    row(other, 'select 2'),
    row('shop', "select 3 /*file='a.ts:3'*/"),
    row(other, `select 4 /*file='a.ts:4',traceparent='${traceparent}'*/`),
  ].join('')
  expect(findComments(text)).toEqual([
    { file: 'a.ts:1', traceparent },
    { traceparent: other },
    { file: 'a.ts:3' },
    { file: 'a.ts:4', traceparent },
  ])
})

test.each([
  [
    'an expanded table',
    (name: string, query: string) => `-[ RECORD 1 ]-\nname | ${name}\nquery | ${query}\n`,
  ],
  [
    'pretty JSON',
    (name: string, query: string) => JSON.stringify([{ name, query }], null, 2).slice(2, -1),
  ],
  [
    'a table with a cell of several lines',
    (name: string, query: string) => ` ${name} | begin; +|\n  | ${query} |\n`,
  ],
])('finds the trace of a row in %s', (_name, row) => {
  const text =
    row(traceparent, "select 1 /*file='a.ts:1'*/") + row('shop', "select 2 /*file='a.ts:2'*/")
  expect(findComments(text)).toEqual([{ file: 'a.ts:1', traceparent }, { file: 'a.ts:2' }])
})

test('finds nothing in text without tags', () => {
  expect(findComments('select 1 /* a note */ -- file=x')).toEqual([])
})

test('takes time linear in the length of the text', () => {
  for (const piece of [
    '/*',
    "/*a='",
    '*/',
    "='",
    "a='b',",
    '\n|',
    "/*a='/*",
    '--file: ',
    `${traceparent} `,
  ]) {
    const started = performance.now()
    findComments(piece.repeat(20_000))
    expect(performance.now() - started).toBeLessThan(3000)
  }
})
