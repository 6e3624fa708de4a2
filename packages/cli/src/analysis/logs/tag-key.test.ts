import { expect, test } from 'vitest'
import { eventKey, tagKey } from './tag-key.js'

test('statements with the same tags have the same key', () => {
  const key = tagKey(' select 1 /*a=1*/')
  expect(tagKey('select 2, 3 /*a=1*/')).toBe(key)
  expect(tagKey('select 2, 3 /*a=2*/')).not.toBe(key)
})

test('line comments before the statement count, those inside it do not', () => {
  const call = (line: number) => ` -- orders\n-- File: /src/a.cs:${line}\n\nselect 1`
  expect(tagKey(call(1))).not.toBe(tagKey(call(2)))
  expect(tagKey('select 1 -- a')).toBe(tagKey('select 1 -- b'))
})

test('each statement of a deadlock counts', () => {
  const deadlock = (line: number) =>
    eventKey({
      kind: 'deadlock',
      sql: `Process 1 waits for ShareLock; blocked by process 2.\nProcess 1: select 1\nProcess 2: -- File: a.cs:${line}\nselect 2`,
    })
  expect(deadlock(1)).not.toBe(deadlock(2))
})

test('takes time linear in the length of the text', () => {
  const started = performance.now()
  tagKey('-- '.repeat(1_000_000))
  tagKey('--\n'.repeat(1_000_000))
  expect(performance.now() - started).toBeLessThan(500)
})
