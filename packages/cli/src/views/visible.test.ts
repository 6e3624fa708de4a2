import { expect, test } from 'vitest'
import { visibleJson } from './visible.js'

test('values in JSON are escaped too', () => {
  const line = visibleJson({ route: '\u001b]0;x' })
  expect(JSON.parse(line)).toEqual({ route: '\\u{1b}]0;x' })
})

test('keys are escaped like values', () => {
  const line = visibleJson({ 'a\u202eb': [{ '\u009b': '\u2028' }] })
  expect(JSON.parse(line)).toEqual({ 'a\\u{202e}b': [{ '\\u{9b}': '\\u{2028}' }] })
})
