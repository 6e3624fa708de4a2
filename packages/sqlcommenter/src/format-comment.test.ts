import { expect, test } from 'vitest'
import { formatComment } from './format-comment.js'
import { parseComment } from './parse-comment.js'

const strict = { encoding: 'strict' } as const

test('a path and a route can be copied from the comment as is', () => {
  const tags = { route: '/courses/:slug', method: 'GET', file: 'src/courses/repo.ts:42' }
  expect(formatComment(tags)).toBe(
    "/*file='src/courses/repo.ts:42',method='GET',route='/courses/:slug'*/",
  )
})

test.each([
  [{ route: '/polls 1000' }, "/*route='%2Fpolls%201000'*/"],
  [{ name: "DROP TABLE FOO'" }, "/*name='DROP%20TABLE%20FOO%27'*/"],
  [{ 'route parameter': '/param first' }, "/*route%20parameter='%2Fparam%20first'*/"],
  [{ b: '2', a: '1', 'a.b': '3' }, "/*a.b='3',a='1',b='2'*/"],
  [{ tracestate: 'congo=t61rcWkgMzE' }, "/*tracestate='congo%3Dt61rcWkgMzE'*/"],
])('strict: %j is written as specified', (tags, comment) => {
  expect(formatComment(tags, strict)).toBe(comment)
})

test('no tags, empty and missing values produce no comment', () => {
  expect(formatComment({})).toBe('')
  expect(formatComment({ a: '', b: undefined, '': 'c' })).toBe('')
})

test('everything that could end a value or a comment is encoded', () => {
  const value = `%'"\`\\*,=;?$+\u0000\n é--*/`
  expect(formatComment({ value })).toBe(
    "/*value='%25%27%22%60%5C%2A%2C%3D%3B%3F%24%2B%00%0A%20%C3%A9-%2D%2A/'*/",
  )
})

test('values that are not strings never throw', () => {
  const bare: unknown = Object.create(null)
  const tags = { bare, nothing: null, number: 7, symbol: Symbol('s'), yes: true }
  expect(parseComment(formatComment(tags as unknown as Record<string, string>))).toEqual({
    number: '7',
    symbol: 'Symbol(s)',
    yes: 'true',
  })
})

test('a lone surrogate is replaced', () => {
  expect(formatComment({ a: 'x\ud800' })).toBe("/*a='x%EF%BF%BD'*/")
})

test('a value is cut at 256 characters, never inside a character', () => {
  expect(parseComment(formatComment({ file: 'x'.repeat(300) })).file).toBe('x'.repeat(256))
  const split = `${'x'.repeat(255)}😀`
  expect(parseComment(formatComment({ file: split })).file).toBe('x'.repeat(255))
})

test('a comment of 400 bytes is kept, one more byte drops a tag', () => {
  const file = 'y'.repeat(200)
  const max = 400 - "/*a='',file=''*/".length - file.length
  expect(formatComment({ a: 'x'.repeat(max), file })).toHaveLength(400)
  expect(formatComment({ a: 'x'.repeat(max + 1), file })).toBe(`/*file='${file}'*/`)
})

test('if there is no room, own tags are dropped first and the file last', () => {
  const known = 'file prepared_at route transaction traceparent method application version'
  const wanted = [...known.split(' '), 'a', 'b']
  for (let length = 1; length <= 256; length++) {
    const tags = Object.fromEntries(wanted.map((key) => [key, 'x'.repeat(length)]))
    const kept = Object.keys(parseComment(formatComment(tags)))
    expect(kept).toEqual(wanted.slice(0, kept.length).toSorted())
    expect(kept).toContain('file')
  }
})
