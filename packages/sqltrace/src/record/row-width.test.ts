import { expect, test } from 'vitest'
import { rowWidth } from './row-width.js'

test('the width of a row is the mean of the first, the middle and the last', () => {
  const rows = Array.from({ length: 9 }, (_, id) => ({ id, body: 'x'.repeat(id * 300) }))
  expect(rowWidth(rows)).toBe(8 + (0 + 1200 + 2400) / 3)
  expect(rowWidth([['ab', 'c']])).toBe(3)
})

test('no rows have no width', () => {
  expect(rowWidth([])).toBe(0)
  expect(rowWidth([null])).toBe(0)
})
