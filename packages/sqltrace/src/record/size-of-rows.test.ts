import { expect, test } from 'vitest'
import { columnSizes, rowWidth } from './size-of-rows.js'

const sizes = (rows: readonly unknown[]) => Object.fromEntries(columnSizes(rows))

test('each column has the mean of a few rows', () => {
  const rows = Array.from({ length: 100 }, (_, id) => ({
    id,
    body: 'x'.repeat(id < 50 ? 0 : 1000),
  }))
  expect(sizes(rows)).toEqual({ id: 8, body: 500 })
})

test('all kinds of values are measured', () => {
  const row = {
    nothing: null,
    bytes: Buffer.alloc(70),
    date: new Date(),
    list: ['abc', 'def'],
    json: { key: 'value', inner: { n: 1 } },
  }
  expect(sizes([row])).toEqual({ nothing: 0, bytes: 70, date: 8, list: 6, json: 22 })
})

test('without rows there are no columns, and rows as arrays are measured too', () => {
  expect(sizes([])).toEqual({})
  expect(sizes([['ab', 'c']])).toEqual({ 0: 2, 1: 1 })
})

test('measuring a circular object ends', () => {
  const loop: Record<string, unknown> = {}
  loop.self = loop
  expect(columnSizes([{ loop }]).get('loop')).toBeGreaterThan(0)
})

test('the width of a row is the mean of the first, the middle and the last row', () => {
  const rows = Array.from({ length: 9 }, (_, id) => ({ id, body: 'x'.repeat(id * 300) }))
  expect(rowWidth(rows)).toBe(8 + (0 + 1200 + 2400) / 3)
  expect(rowWidth([['ab', 'c']])).toBe(3)
})

test('without rows the width is 0', () => {
  expect(rowWidth([])).toBe(0)
  expect(rowWidth([null])).toBe(0)
})
