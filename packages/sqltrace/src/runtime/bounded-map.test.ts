import { expect, test } from 'vitest'
import { BoundedMap } from './bounded-map.js'

test('drops the oldest entry when full', () => {
  const map = new BoundedMap<number, string>(100)
  for (let key = 0; key < 1000; key++) map.set(key, 'known')
  expect([...map.keys()]).toEqual(Array.from({ length: 100 }, (_, index) => 900 + index))
})

test('drops nothing for a known key', () => {
  const map = new BoundedMap<string, number>(2).set('a', 1).set('b', 2)
  map.set('a', 3)
  expect([...map]).toEqual([
    ['a', 3],
    ['b', 2],
  ])
})
