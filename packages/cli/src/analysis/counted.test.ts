import { expect, test } from 'vitest'
import type { StatementCounters } from '../model/statement-counters.js'
import { difference } from './counted.js'

const counters = (calls: number, milliseconds: number): StatementCounters => ({
  calls,
  milliseconds,
  rows: calls,
  blocks: 0,
  temp: 0,
})

test('counts what was added between two readings', () => {
  const grown = difference(new Map([['1', counters(5, 50)]]), new Map([['1', counters(7, 90)]]))
  expect(grown.get('1')).toMatchObject({ calls: 2, milliseconds: 40 })
})

test('a statement without a new call is left out', () => {
  expect(
    difference(new Map([['1', counters(5, 50)]]), new Map([['1', counters(5, 50)]])).size,
  ).toBe(0)
})

test('counters that were reset in between count from zero', () => {
  const grown = difference(new Map([['1', counters(500, 5000)]]), new Map([['1', counters(2, 20)]]))
  expect(grown.get('1')).toMatchObject({ calls: 2, milliseconds: 20 })
})
