import { expect, test } from 'vitest'
import type { LoadRow } from '../model/load-table.js'
import type { Key } from './screen.js'
import { pressKey, type TopState } from './top-state.js'

const start: TopState = {
  page: 'list',
  by: 'line',
  sort: 'load',
  filter: '',
  isTyping: false,
  isPaused: false,
  selected: undefined,
  scroll: 0,
  isDone: false,
}
const rows = ['a.ts:1', 'b.ts:2', 'c.ts:3'].map((key) => ({ key }) as LoadRow)
const press = (state: TopState, ...keys: Key[]) =>
  keys.reduce((now, key) => pressKey(now, key, rows), state)
const named = (...names: string[]): Key[] => names.map((name) => ({ name }))
const typed = (text: string): Key[] => Array.from(text, (sequence) => ({ sequence }))

test('the arrow keys select a row and stop at both ends', () => {
  expect(press(start, ...named('down', 'down')).selected).toBe('b.ts:2')
  expect(press(start, ...named('down', 'j', 'j', 'j', 'j')).selected).toBe('c.ts:3')
  expect(press(start, ...named('up', 'k')).selected).toBe('a.ts:1')
})

test('a selected row stays selected when the order changes', () => {
  const chosen = press(start, ...named('down', 'down'))
  const next = pressKey(chosen, { name: 'down' }, rows.toReversed())
  expect(next.selected).toBe('a.ts:1')
})

test('the arrow keys scroll the open page', () => {
  const open = press(start, ...named('down', 'return', 'down', 'down', 'up'))
  expect(open).toMatchObject({ page: 'detail', scroll: 1, selected: 'a.ts:1' })
})

test('letters are commands, but become text while typing a filter', () => {
  const typing = press(start, ...typed('/'), ...typed('qgs'))
  expect(typing).toMatchObject({ filter: 'qgs', isDone: false, by: 'line' })
  expect(press(typing, ...named('backspace', 'return'))).toMatchObject({
    filter: 'qg',
    isTyping: false,
  })
  expect(press(typing, ...named('escape'))).toMatchObject({ filter: '', isTyping: false })
})

test('the filter takes no control characters', () => {
  const typing = press(start, ...typed('/'), ...typed('a\u001b\u009b\u202eb'))
  expect(typing.filter).toBe('ab')
})

test('groupings cycle', () => {
  const round = press(start, ...named('g', 'g', 'g', 'g', 'g'))
  expect(press(start, ...named('g')).by).toBe('file')
  expect(round.by).toBe('line')
})

test.each<Key>([{ name: 'q' }, { name: 'c', ctrl: true }])('%j quits', (key) => {
  expect(press(start, key).isDone).toBe(true)
})

test('Ctrl-C quits while typing a filter', () => {
  expect(press(start, ...typed('/'), { name: 'c', ctrl: true }).isDone).toBe(true)
})
