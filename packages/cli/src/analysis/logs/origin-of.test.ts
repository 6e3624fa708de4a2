import { expect, test } from 'vitest'
import { emptyEntry } from '../../sources/log/log-format.js'
import { originOf, timeOf } from './origin-of.js'

const clock = Date.UTC(2026, 10, 24, 22, 51, 18)

test.each([
  ['2026-11-24 22:51:18 UTC [42]: [5-1] user=app,db=shop,app=web one,client=10.0.0.7 ', 'web one'],
  ['2026-11-24 22:51:18.000 UTC [42] app@shop ', ''],
  ['2026-11-24 22:51:18 UTC:10.0.0.7(5432):app@shop:[42]:', ''],
  ['1795560678.000 [42] app@shop ', ''],
  ['2026-11-24 22:51:18 UTC pid=42 user=app database=shop application_name=web ', 'web'],
  ['2026-11-24 23:51:18 +01 [42-1] app@shop ', ''],
])('the origin is read from the prefix %j', (prefix, application) => {
  const entry = { ...emptyEntry('LOG'), prefix }
  expect(originOf(entry)).toEqual({ process: '42', user: 'app', database: 'shop', application })
  const { clock: own = 0, offset = 0 } = timeOf(entry) ?? {}
  expect(own - offset * 60_000).toBe(clock)
})

test('a prefix without an origin has none', () => {
  const entry = { ...emptyEntry('LOG'), prefix: 'db: ' }
  expect(originOf(entry)).toEqual({ process: '', user: '', database: '', application: '' })
  expect(timeOf(entry)).toBeUndefined()
})

test('the origin is read from an object, even after escaped quotes', () => {
  const record =
    '{"timestamp":"2026-11-24 22:51:18.000 UTC","user":"a \\"b\\"","dbname":"shop","pid":42,"error_severity":"LOG"}'
  const entry = { ...emptyEntry('LOG'), record }
  const origin = { process: '42', user: 'a "b"', database: 'shop', application: '' }
  expect(originOf(entry)).toEqual(origin)
  expect(timeOf(entry)).toEqual({ clock, offset: 0 })
  expect(originOf({ ...entry, record: '{"pid":4' })).toMatchObject({ process: '' })
})

test('a csv record may contain quotes and commas', () => {
  const record = '2026-11-24 22:51:18.000 UTC,"a ""b"", c","shop",42,"10.0.0.7:1",6b06,1,"SELECT"'
  expect(originOf({ ...emptyEntry('LOG'), record })).toMatchObject({
    process: '42',
    user: 'a "b", c',
    database: 'shop',
  })
})
