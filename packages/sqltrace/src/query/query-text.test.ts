import { expect, test } from 'vitest'
import { describe } from './query-text.js'

test('A text is described by its summary and, on demand, its masked text', () => {
  const text = describe("select * from users where name = 'Ann'")
  expect(text.summary).toBe('select users')
  expect(text.masked).toBe('select * from users where name = ?')
})

test('A repeated text is not read again', () => {
  const [first, second] = [1, 1].map((n) => describe(`select * from again limit ${n}`))
  expect(second).toBe(first)
})

test('A long text is described, but not cached', () => {
  const sql = `select * from users where name = '${'x'.repeat(200_000)}'`
  expect(describe(sql)).not.toBe(describe(sql))
  expect(describe(sql).masked).toBe('select * from users where name = ?')
})

test('Hostile texts of a megabyte are described in linear time', () => {
  const fillers = [
    '(',
    ';',
    ',',
    "'a' ",
    '1,',
    'in (1,',
    '"a".',
    '/*',
    '--\n',
    '$a$ ',
    "e'\\",
    'a as (',
    'true ',
  ]
  const times = fillers.map((filler) =>
    cpuTime(`select x from ${filler.repeat(1e6 / filler.length)}`),
  )
  expect(Math.max(...times)).toBeLessThan(100)
})

/** Milliseconds of CPU time, the best of three, because other tests run at the same time. */
function cpuTime(sql: string): number {
  const runs = [1, 2, 3].map(() => {
    const start = process.cpuUsage()
    expect(describe(sql).masked.length).toBeLessThan(sql.length)
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000
  })
  return Math.min(...runs)
}
