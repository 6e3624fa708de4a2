import { expect, test } from 'vitest'
import { BoundedCache } from './bounded-cache.js'

const small = { texts: 3, characters: 100, maxText: 50 }

function cacheOf(limits = small) {
  const made: string[] = []
  const cache = new BoundedCache(limits, (text) => made.push(text))
  return { cache, made }
}

test('A value is computed once while its text keeps coming back', () => {
  const { cache, made } = cacheOf()
  for (const text of ['a', 'b', 'a', 'c', 'a', 'd', 'a', 'e', 'a', 'f', 'a', 'g', 'a'])
    cache.get(text)
  expect(made).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g'])
})

test('A text that did not come back is dropped after two generations', () => {
  const { cache, made } = cacheOf()
  for (const text of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'a']) cache.get(text)
  expect(made.filter((text) => text === 'a')).toHaveLength(2)
})

test('A generation is also limited by its characters', () => {
  const { cache, made } = cacheOf()
  const texts = ['v', 'w', 'x', 'y', 'z'].map((letter) => letter.repeat(50))
  for (const text of [...texts, ...texts.slice(2)]) cache.get(text)
  expect(made).toEqual(texts)
  cache.get('v'.repeat(50))
  expect(made).toHaveLength(6)
})

test('A value for a text that is too long is computed each time', () => {
  const { cache, made } = cacheOf()
  const long = 'x'.repeat(51)
  cache.get(long)
  cache.get(long)
  expect(made).toEqual([long, long])
})
