import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Percentiles } from './percentiles.js'

test('a percentile is within one percent of the exact one', () => {
  const durations = fc.array(fc.double({ min: 0.001, max: 1e7, noNaN: true }), { minLength: 1 })
  fc.assert(
    fc.property(durations, fc.constantFrom(0.5, 0.95, 0.99), (values, share) => {
      const percentiles = new Percentiles()
      for (const value of values) percentiles.add(value)
      const rank = Math.max(0, Math.ceil(share * values.length - 1e-9) - 1)
      const exact = values.toSorted((a, b) => a - b)[rank] as number
      expect(Math.abs(percentiles.at(share) / exact - 1)).toBeLessThan(0.01)
    }),
    { seed: 1 },
  )
})

test('a call that represents ten has a weight of ten', () => {
  const percentiles = new Percentiles()
  percentiles.add(1, 10)
  percentiles.add(1000)
  expect(percentiles.at(0.5)).toBeCloseTo(1, 1)
  expect(percentiles.at(0.99)).toBeGreaterThan(900)
})
