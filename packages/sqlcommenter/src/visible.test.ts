import fc from 'fast-check'
import { expect, test } from 'vitest'
import { visible } from '@sqltrace/sqlcommenter'

const dangerous = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u

/** From reported attacks on terminals: titles, links, colors, bells, reordered source. */
const corpus: readonly [string, string][] = [
  ['set title', '\u001b]0;owned\u0007'],
  ['link', '\u001b]8;;http://evil\u001b\\x'],
  ['clear', '\u001b[2J\u001b[H'],
  ['eight-bit CSI', '\u009b31m'],
  ['carriage return', 'safe\revil'],
  ['backspace', 'rm\b\bls'],
  ['delete', 'a\u007fb'],
  ['null', 'a\0b'],
  ['right-to-left override', 'repo\u202estj.ts:42'],
  ['isolate', '\u2066x\u2069'],
  ['arabic letter mark', 'a\u061cb'],
  ['line separator', 'a\u2028b'],
  ['zero width', 'a\u200bb\ufeff'],
  ['tag characters', 'a\u{e0041}b'],
  ['lone surrogate', 'a\ud800b'],
]

test.each(corpus)('escapes a hostile text: %s', (_name, text) => {
  expect(visible(text)).not.toMatch(dangerous)
  expect(visible(text)).toContain('\\u{')
})

test('keeps letters of all scripts', () => {
  expect(visible('src/курсы/講座.ts:42 é 🎓')).toBe('src/курсы/講座.ts:42 é 🎓')
})

test('no text sends a control character to the terminal', () => {
  const anything = fc.array(fc.nat(0x10ffff)).map((codes) => String.fromCodePoint(...codes))
  fc.assert(
    fc.property(anything, (text) => {
      expect(visible(text)).not.toMatch(dangerous)
    }),
  )
})
