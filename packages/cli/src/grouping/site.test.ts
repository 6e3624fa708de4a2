import { expect, test } from 'vitest'
import { parsePlace, traceIdOf, workOf } from './site.js'

test('reads a line and a generated position', () => {
  expect(parsePlace('src/a b.ts:42')).toEqual({ path: 'src/a b.ts', line: 42 })
  expect(parsePlace('dist/main.js:1:20455')).toEqual({
    path: 'dist/main.js',
    line: 1,
    column: 20455,
  })
  expect(parsePlace('C:\\app\\a.ts:3')).toEqual({ path: 'C:\\app\\a.ts', line: 3 })
})

test.each([
  'src/a.ts',
  ':3',
  'src/a.ts:',
  'src/a.ts:1;rm -rf',
  'src/a\u001b]8;;http://evil\u001b\\.ts:3',
  'src/a\u202e.ts:3',
  'src/a.ts:3\n',
  'src/a.ts:99999999999',
  '',
])('takes no place from %j', (text) => {
  expect(parsePlace(text)).toBeUndefined()
})

test('takes a trace id from a whole traceparent only', () => {
  const id = '0af7651916cd43dd8448eb211c80319c'
  expect(traceIdOf(`00-${id}-b7ad6b7169203331-01`)).toBe(id)
  expect(traceIdOf(`00-${id}-b7ad6b7169203331`)).toBeUndefined()
  expect(traceIdOf(`00-${'0'.repeat(32)}-b7ad6b7169203331-01`)).toBeUndefined()
  expect(traceIdOf('00-../../../etc-b7ad6b7169203331-01')).toBeUndefined()
  expect(traceIdOf(undefined)).toBeUndefined()
})

test('names the work by route, job or controller', () => {
  expect(workOf({ method: 'GET', route: '/x' })).toBe('GET /x')
  expect(workOf({ job: 'nightly' })).toBe('job nightly')
  expect(workOf({ controller: 'courses', action: 'index' })).toBe('courses#index')
  expect(workOf({ file: 'a.ts:1' })).toBeUndefined()
})
