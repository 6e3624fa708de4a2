import { SourceMap } from 'node:module'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeSegment, Mappings } from './mappings.js'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function encode(number: number): string {
  let rest = number < 0 ? -number * 2 + 1 : number * 2
  let text = ''
  do {
    const digit = rest % 32
    rest = Math.floor(rest / 32)
    text += alphabet[rest ? digit + 32 : digit]
  } while (rest)
  return text
}

const small = fc.integer({ min: -50, max: 50 })
const segment = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.nat(60), fc.constant(0), small, small) },
  { weight: 1, arbitrary: fc.tuple(fc.nat(60), fc.constant(0), small, small, fc.constant(0)) },
  { weight: 1, arbitrary: fc.tuple(fc.integer({ min: 1, max: 60 })) },
)
const mappings = fc
  .array(fc.array(segment, { maxLength: 12 }), { maxLength: 12 })
  .map((lines) =>
    lines.map((line) => line.map((fields) => fields.map(encode).join('')).join(',')).join(';'),
  )

/**
 * Node.js's own source map reader, except for a line without a segment before the column. It reads a
 * segment without a source as one with a source if the text ends there.
 */
function byNode(text: string, line: number, column: number): unknown {
  const payload = { version: 3, file: '', sources: ['a'], names: ['b'], mappings: `${text};` }
  const map = new SourceMap({ ...payload, sourcesContent: [], sourceRoot: '' })
  const entry = map.findEntry(line, column)
  const found = 'originalSource' in entry && entry.originalSource !== undefined
  if (!found || entry.generatedLine !== line) return undefined
  return { source: 0, line: entry.originalLine, column: entry.originalColumn }
}

test('a position is the one that Node.js finds', () => {
  fc.assert(
    fc.property(mappings, fc.nat(12), fc.nat(200), (text, line, column) => {
      expect(new Mappings(text).find(line, column)).toEqual(byNode(text, line, column))
    }),
  )
})

test('checkpoints of an earlier search change no result', () => {
  const line = Array.from({ length: 20_000 }, () => 'KACE').join(',')
  const text = Array.from({ length: 5 }, () => line).join(';')
  const searched = new Mappings(text)
  searched.find(Number.MAX_SAFE_INTEGER, 0)
  for (const [row, column] of [
    [0, 4],
    [0, 5],
    [2, 77_777],
    [3, 0],
    [4, 99_999],
    [4, 1e9],
  ] as const) {
    expect(searched.find(row, column)).toEqual(new Mappings(text).find(row, column))
  }
})

test.each([['AA!A'], ['ggggggggggggggg'], ['AAAA,é']])('malformed mappings throw: %s', (text) => {
  expect(() => new Mappings(text).find(9, 9)).toThrow('Malformed')
})

test('an encoded segment can be read back', () => {
  const one = { source: 0, line: 123_456, column: 77 }
  expect(new Mappings(encodeSegment(one)).find(0, 0)).toEqual(one)
})
