import { expect, test } from 'vitest'
import { decodeText } from './decode-text.js'

test.each<[string, number[], string]>([
  ['UTF8', [0xc3, 0xa9], 'é'],
  ['WIN1252', [0x80, 0xe9, 0x93], '€é“'],
  ['LATIN1', [0xe9], 'é'],
  ['LATIN9', [0xa4], '€'],
  ['ISO_8859_5', [0xb6], 'Ж'],
  ['KOI8R', [0xc1], 'а'],
  ['WIN866', [0x80], 'А'],
  ['EUC_JP', [0xc6, 0xfc, 0xcb, 0xdc], '日本'],
  ['EUC_KR', [0xc7, 0xd1], '한'],
  ['EUC_CN', [0xd6, 0xd0], '中'],
  ['SQL_ASCII', [0xc3, 0xa9], 'é'],
])('%s %j', (encoding, bytes, text) => {
  expect(decodeText(Uint8Array.from(bytes), encoding)).toBe(text)
})

test('half a character at the end is dropped, and does not end up in the next text', () => {
  expect(decodeText(Uint8Array.from([0x41, 0xc6]), 'EUC_JP')).toBe('A')
  expect(decodeText(Uint8Array.from([0xfc, 0x41]), 'UTF8')).toBe('\\xfcA')
  expect(decodeText(Uint8Array.from([0xc6, 0xfc]), 'EUC_JP')).toBe('日')
})

test('bytes that can not be decoded remain visible', () => {
  expect(decodeText(Buffer.from('日 Caf', 'utf8'), 'SQL_ASCII')).toBe('日 Caf')
  expect(decodeText(Buffer.from('Caf\xe9', 'latin1'), 'SQL_ASCII')).toBe('Caf\\xe9')
  expect(decodeText(Buffer.from('\xa4\xa1', 'latin1'), 'EUC_TW')).toBe('\\xa4\\xa1')
  expect(decodeText(Buffer.from('\xe9', 'latin1'), 'an encoding of tomorrow')).toBe('\\xe9')
})
