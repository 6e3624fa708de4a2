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

test('finds all statements of a text in their order', () => {
  const text = `select 1 /*file='a.ts:1'*/;\nselect 2 -- no tag\n;select /* note */ 3 /*file='b.ts:2'*/`
  expect(findComments(text)).toEqual([{ file: 'a.ts:1' }, { file: 'b.ts:2' }])
})

test('gives what is left of a comment that is cut off at its end', () => {
  const text = "42 | select 1 /*file='src/a.ts:1',method='GET',rou | active\n43 | idle"
  expect(findComments(text)).toEqual([{ file: 'src/a.ts:1', method: 'GET' }])
})

test('gives what is left of a comment that is cut off at its beginning', () => {
  expect(findComments("ses.ts:4',method='GET',route='/x'*/")).toEqual([
    { method: 'GET', route: '/x' },
  ])
})

test('reads the comments of other writers', () => {
  expect(findComments('select 1 /*controller:courses,action:index*/')).toEqual([
    { controller: 'courses', action: 'index' },
  ])
})

test('finds nothing in text without tags', () => {
  expect(findComments('select 1 /* a note */ -- file=x')).toEqual([])
})

test('takes a time linear in the text, whatever it holds', () => {
  for (const piece of ['/*', "/*a='", '*/', "='", "a='b',", '\n|', "/*a='/*"]) {
    const started = performance.now()
    findComments(piece.repeat(20_000))
    expect(performance.now() - started).toBeLessThan(3000)
  }
})
