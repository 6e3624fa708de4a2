import { expect, test } from 'vitest'
import { parametersDigest } from './parameters-digest.js'

test('equal parameters have equal digests', () => {
  const make = () => [1, 'a', null, new Date(7), Buffer.from('b'), { c: [1, 2] }, ['d'], 10n]
  expect(parametersDigest(make())).toBe(parametersDigest(make()))
})

test('different parameters have different digests', () => {
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

test('large, shared, circular and broken values are digested quickly', () => {
  const circular: Record<string, unknown> = { id: 1 }
  circular.self = circular
  let shared: object = { id: 1 }
  for (let level = 0; level < 60; level++) shared = { a: shared, b: shared }
  const throwing = {
    get id() {
      throw new Error('of the app')
    },
  }
  const big = [new Uint8Array(4e7), 'x'.repeat(4e7), Array.from({ length: 1e6 }, (_, id) => id)]
  const start = process.cpuUsage()
  for (const value of [...big, circular, shared, throwing, Symbol('s'), new Map([[1, 2]])])
    expect(parametersDigest([value])).toBe(parametersDigest([value]))
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(1000)
  expect(parametersDigest([new Uint8Array(5)])).not.toBe(parametersDigest([new Uint8Array(6)]))
})
