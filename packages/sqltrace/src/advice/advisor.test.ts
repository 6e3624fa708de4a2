import { diag } from '@opentelemetry/api'
import { afterEach, expect, test } from 'vitest'
import { statement } from '../../test/support/statement.js'
import { Advisor } from './advisor.js'
import type { Judge } from './rule/rule.js'

const hour = 3_600_000
const finding = { file: 'src/courses.ts:7', seen: () => 'seen', remedy: 'do' }

afterEach(() => diag.disable())

test('a rule that throws is turned off and reported once', () => {
  const messages: unknown[][] = []
  const log = (...args: unknown[]) => messages.push(args)
  diag.setLogger({ error: log, warn: log, info() {}, debug() {}, verbose() {} })
  messages.length = 0
  let asked = 0
  const broken: Judge = () => {
    asked++
    throw new Error('of the rule')
  }
  const advisor = new Advisor(
    new Map([
      ['in-list', broken],
      ['wide-rows', () => finding],
    ]),
  )
  advisor.see(statement({}))
  advisor.see(statement({}))
  expect(asked).toBe(1)
  expect(messages).toMatchObject([
    [expect.stringContaining('the advice rule in-list'), { message: 'of the rule' }],
  ])
  expect(advisor.take()).toMatchObject([{ rule: 'wide-rows' }])
})

test('after an hour the same finding is reported again, with its count since', () => {
  const advisor = new Advisor(new Map([['in-list', () => finding]]))
  for (const startTime of [0, 10, 20, hour - 10, hour + 10]) advisor.see(statement({ startTime }))
  expect(advisor.take().map(({ count }) => count)).toEqual([1, 4])
  expect(advisor.take()).toEqual([])
})

test('other lines are reported separately, and only a limited number is remembered', () => {
  let line = 0
  const everywhere: Judge = () => ({ ...finding, file: `src/courses.ts:${line++}` })
  const advisor = new Advisor(new Map([['in-list', everywhere]]))
  for (let count = 0; count < 3; count++) advisor.see(statement({}))
  expect(advisor.take()).toHaveLength(3)
})
