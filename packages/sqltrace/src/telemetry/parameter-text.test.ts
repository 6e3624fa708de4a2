import { expect, test } from 'vitest'
import { parameterText } from './parameter-text.js'

const circular: Record<string, unknown> = { id: 1 }
circular.self = circular

test.each<[unknown, string]>([
  ['SQL for all', 'SQL for all'],
  [7, '7'],
  [null, 'null'],
  [undefined, 'undefined'],
  [10n, '10'],
  [true, 'true'],
  [new Date(0), '"1970-01-01T00:00:00.000Z"'],
  [Buffer.alloc(10_000_000), '<10000000 bytes>'],
  [new Float64Array(4), '<32 bytes>'],
  [['a', 1, null], '["a",1,null]'],
  [{ a: { b: [10n, 'c'] } }, '{"a":{"b":[10,"c"]}}'],
  [{ toPostgres: () => '(1,2)' }, '(1,2)'],
  [{ toPostgres: (prepare: (value: unknown) => unknown) => prepare(5) }, '5'],
  [{ toJSON: () => ({ a: 1 }) }, '{"a":1}'],
])('%o is shown as %s', (value, text) => {
  expect(parameterText(value)).toBe(text)
})

test('a large or circular value is truncated', () => {
  const start = performance.now()
  expect(parameterText(circular)).toContain('…')
  const values = ['x'.repeat(1e7), Array(1e6).fill({ a: 1 }), { a: 'x'.repeat(1e7) }]
  for (const value of values) {
    const text = parameterText(value)
    expect(text.length).toBeLessThanOrEqual(1001)
    expect(text.endsWith('…')).toBe(true)
  }
  expect(performance.now() - start).toBeLessThan(500)
})

test('an unreadable value is shown with the reason', () => {
  const toPostgres = () => {
    throw new TypeError('of the app')
  }
  expect(parameterText({ toPostgres })).toBe('<TypeError>')
  expect(parameterText({ a: 1, toJSON: toPostgres })).toBe('<TypeError>')
  expect(parameterText(Object.create(null, { a: { get: toPostgres, enumerable: true } }))).toBe(
    '{"a":<TypeError>',
  )
})
