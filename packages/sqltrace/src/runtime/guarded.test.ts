import { afterEach, expect, test } from 'vitest'
import { recordFaults } from '../../test/contract/harness/record-faults.js'
import {
  SqltraceError,
  invalidOption,
  invalidTag,
  unknownOption,
  unknownTarget,
} from './sqltrace-error.js'
import { notify, reportFault } from './guarded.js'

const hostile = 'a\u001b[2J\u009b31m\u202e\u2028\nb'
const dangerous = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u
const faults = recordFaults()

afterEach(() => faults.take())

test('messages to diag contain no control characters from paths and names', () => {
  notify('a path', `${hostile} has sent more than 20 different statements`)
  reportFault(`the rule ${hostile}`, new Error(hostile))
  const messages = faults.take()
  expect(messages).toHaveLength(2)
  expect(messages.join('')).not.toMatch(dangerous)
})

test('a fault whose text cannot be read is still reported', () => {
  reportFault('take a step', {
    toString() {
      throw new Error('of the fault')
    },
  })
  expect(faults.take()).toEqual(['sqltrace: could not take a step; the query runs without it'])
})

class Hostile {}
Object.defineProperty(Hostile, 'name', { value: hostile })

test.each([
  unknownTarget(new Hostile(), hostile),
  unknownTarget(hostile, ''),
  unknownTarget(Hostile, ''),
  unknownTarget(Symbol(hostile), ''),
  unknownOption(hostile, ['root']),
  invalidOption(hostile, 'a number', hostile),
  invalidTag(hostile, 'needs a name'),
])('error messages contain none either', (error) => {
  expect(error).toBeInstanceOf(SqltraceError)
  expect(error.message).not.toMatch(dangerous)
})
