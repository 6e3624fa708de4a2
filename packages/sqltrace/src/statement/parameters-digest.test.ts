import { expect, test } from 'vitest'
import { parametersDigest } from './parameters-digest.js'

test('equal parameters have equal digests', () => {
  const make = () => [1, 'a', null, new Date(7), Buffer.from('b'), { c: [1, 2] }, ['d'], 10n]
  expect(parametersDigest(make())).toBe(parametersDigest(make()))
})

test('other parameters have other digests', () => {
  const sets = [
    [],
    [1],
    [2],
    [12],
    [1, 2],
    ['a'],
    ['b'],
    [null],
    [['a']],
    [['a', 'b']],
    [new Date(1e12)],
  ]
  expect(new Set(sets.map(parametersDigest)).size).toBe(sets.length)
  const ids = Array.from({ length: 10_000 }, (_, id) => parametersDigest([id]))
  expect(new Set(ids).size).toBeGreaterThan(9_990)
})
