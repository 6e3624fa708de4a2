import { expect, test } from 'vitest'
import { patternOfSource, splitAlternatives } from './pattern-of-source.js'

const read = (source: string, ...names: (string | number)[]) => patternOfSource(source, names)

test.each([
  ['/shops/:shop', String.raw`^\/shops(?:\/([^/]+?))\/?(?=\/|$)`, ['shop'], '/shops/:shop'],
  [
    '/shops/:shop of 4.17',
    String.raw`^\/shops\/(?:([^\/]+?))\/?(?=\/|$)`,
    ['shop'],
    '/shops/:shop',
  ],
  ['/:id(\\d+)', String.raw`^(?:\/(\d+))\/?(?=\/|$)`, ['id'], '/:id'],
  [
    '/:lang(en|(de))/:x',
    String.raw`^(?:\/(en|(de)))(?:\/([^/]+?))\/?(?=\/|$)`,
    ['lang', 0, 'x'],
    '/:lang/:x',
  ],
  ['/o/:x?', String.raw`^\/o(?:\/([^/]+?))?\/?(?=\/|$)`, ['x'], '/o/:x?'],
  ['/a.b-c', String.raw`^\/a\.b-c\/?(?=\/|$)`, [], '/a.b-c'],
  ['/a/*', String.raw`^\/a\/(.*)\/?(?=\/|$)`, [0], '/a/*'],
])('the mount %s is decompiled', (_, source, names, pattern) => {
  expect(read(source, ...names)).toBe(pattern)
})

test.each([
  ['/v[0-9]', String.raw`^\/v[0-9]\/?(?=\/|$)`],
  ['/ab?cd', String.raw`^\/ab?cd\/?(?=\/|$)`],
  ['/(en|de)', String.raw`^\/(?:en|de)\/?(?=\/|$)`],
])('the mount %s, which contains a RegExp, is not decompiled', (_, source) => {
  expect(read(source)).toBeUndefined()
})

test("the app's own RegExp is shown as its source", () => {
  expect(read(String.raw`^\/r(\d)`, 0)).toBe(String.raw`^\/r(\d)`)
})

test('the members of an array take the names of their groups in order', () => {
  const names = ['a', 'b']
  const source = String.raw`^(?:\/([^/]+?))\/?(?=\/|$)|^\/q(?:\/([^/]+?))\/?(?=\/|$)`
  const patterns = splitAlternatives(source).map((member) => patternOfSource(member, names))
  expect(patterns).toEqual(['/:a', '/q/:b'])
})

test('an array is split, even as Express 4.17 compiles it; a RegExp with alternatives inside is not', () => {
  expect(splitAlternatives('^a$|^b$')).toEqual(['^a$', '^b$'])
  expect(splitAlternatives('(?:^a$|^b$)')).toEqual(['^a$', '^b$'])
  expect(splitAlternatives('(?:^a|^b)c')).toEqual(['(?:^a|^b)c'])
  expect(splitAlternatives('^(?:a|^b)|(^c)')).toEqual(['^(?:a|^b)|(^c)'])
})
