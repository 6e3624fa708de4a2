import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mappingsSize, readRawMap } from './raw-map.js'

const text = fc.string({ unit: 'binary' })
const map = fc.record(
  {
    version: fc.nat(),
    sourceRoot: text,
    sources: fc.array(fc.oneof(text, fc.constant(null))),
    sourcesContent: fc.array(text),
    mappings: text,
    names: fc.jsonValue(),
    x_vendor: fc.jsonValue(),
  },
  { requiredKeys: [] },
)
const sections = fc.array(
  fc.record({
    offset: fc.record({ line: fc.nat(), column: fc.nat() }),
    map,
    extra: fc.jsonValue(),
  }),
)
const read = (json: string) => readRawMap(Buffer.from(json))

/** The fields that positions need, read with `JSON.parse`. */
function needed(json: string): unknown {
  return JSON.parse(json, (key, value) =>
    ['sourcesContent', 'names', 'x_vendor', 'extra'].includes(key) ? undefined : (value as unknown),
  )
}

test('the fields that positions need are read as JSON.parse reads them', () => {
  fc.assert(
    fc.property(fc.oneof(map, fc.record({ sections })), fc.nat(3), (value, indent) => {
      const json = JSON.stringify(value, null, indent)
      fc.pre(!/"(?:sourcesContent|names|x_vendor|extra)"[^:]*":/.test(json))
      expect(read(json)).toEqual(needed(json))
    }),
  )
})

test.each([
  '',
  '[',
  '"a"',
  '{"version"}',
  '{"sources":[{}}',
  '{"mappings":"AAAA',
  '{"mappings":AAAA}',
  '{"sections":[{}]}',
])('a map that is not JSON throws: %s', (json) => {
  expect(() => read(json)).toThrow(SyntaxError)
})

test('a deep or crowded map needs neither memory nor stack', () => {
  const deep = `{"names":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)},"version":3}`
  const crowded = `{"names":[${'{},'.repeat(1_000_000)}{}],"version":{"a":[{},{}]}}`
  expect(read(deep)).toEqual({ version: 3 })
  expect(read(crowded)).toEqual({ version: undefined })
})

test('the mappings of all sections count, and nothing else', () => {
  const map = { version: 3, sources: ['a.ts'], mappings: 'AAAA', sourcesContent: ['text'] }
  const sections = [map, map].map((each) => ({ offset: { line: 0, column: 0 }, map: each }))
  expect([mappingsSize(map), mappingsSize({ sections })]).toEqual([4, 8])
})
