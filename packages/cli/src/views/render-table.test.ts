import { expect, test } from 'vitest'
import { widthOf } from './fit.js'
import { renderTable, type Column } from './render-table.js'

interface Row {
  readonly file: string
  readonly route: string
}

const columns: Column<Row>[] = [
  { title: 'LOAD', keep: 9, min: 5, align: 'right', cell: () => '12.34' },
  { title: 'FILE:LINE', keep: 8, min: 20, cut: 'start', cell: ({ file }) => file },
  { title: 'ROUTE', keep: 7, min: 14, cell: ({ route }) => route },
]

const rows: Row[] = [
  { file: 'packages/api/src/courses/repository/list-courses.ts:142', route: 'GET /courses/:slug' },
  { file: 'src/講座/リポジトリ/一覧一覧一覧一覧一覧.ts:7', route: 'job 夜間レポート夜間レポート' },
]

test.each([40, 57, 80, 120, 300])('no line is wider than a terminal of %i columns', (width) => {
  for (const line of renderTable(rows, columns, width)) {
    expect(widthOf(line)).toBeLessThanOrEqual(width)
  }
})

test('a path is shortened from the left, so that the file and line remain', () => {
  const [, first, second] = renderTable(rows, columns, 48)
  expect(first).toContain('…')
  expect(first).toContain('list-courses.ts:142')
  expect(second).toContain('一覧.ts:7')
})

test('the least important column is dropped first', () => {
  expect(renderTable(rows, columns, 40)[0]).toBe('LOAD   FILE:LINE'.replace('LOAD ', ' LOAD'))
  expect(renderTable(rows, columns, 80)[0]).toMatch(/LOAD +FILE:LINE +ROUTE/)
})

test('wide characters count as two columns, so columns stay aligned', () => {
  const [, first = '', second = ''] = renderTable(rows, columns, 300)
  const before = (line: string, word: string) => widthOf(line.slice(0, line.indexOf(word)))
  expect(before(first, 'GET')).toBe(before(second, 'job'))
})
