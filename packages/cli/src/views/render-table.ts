import { cutEnd, cutStart, pad, widthOf } from './fit.js'
import { visible } from './visible.js'

/** A column of a table; the one with the lowest `keep` is dropped first when space runs out. */
export interface Column<Row> {
  readonly title: string
  readonly keep: number
  /** Minimum width: below it, the column is dropped. */
  readonly min: number
  readonly align?: 'left' | 'right'
  readonly cut?: 'start' | 'end'
  cell(row: Row): string
  /** Colours a padded cell. */
  style?(cell: string, row: Row): string
}

interface Layout<Row> {
  readonly column: Column<Row>
  width: number
}

const gap = '  '

/** Renders a heading and one line per row, none wider than `width`. */
export function renderTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  width: number,
  heading: (text: string) => string = (text) => text,
): string[] {
  const cells = rows.map((row) => columns.map((column) => visible(column.cell(row))))
  const natural = columns.map((column, index) =>
    Math.max(widthOf(column.title), ...cells.map((row) => widthOf(row[index] ?? ''))),
  )
  const layout = fitColumns(columns, natural, width)
  const title = layout
    .map((at) => format(at, at.column.title))
    .join(gap)
    .trimEnd()
  const body = rows.map((row, index) => line(layout, columns, row, cells[index] ?? []))
  return [heading(title), ...body]
}

function line<Row>(
  layout: readonly Layout<Row>[],
  columns: readonly Column<Row>[],
  row: Row,
  cells: readonly string[],
): string {
  return layout
    .map((at) => {
      const cell = format(at, cells[columns.indexOf(at.column)] ?? '')
      return at.column.style ? at.column.style(cell, row) : cell
    })
    .join(gap)
    .trimEnd()
}

function format<Row>({ column, width }: Layout<Row>, text: string): string {
  const cut = column.cut === 'start' ? cutStart(text, width) : cutEnd(text, width)
  return pad(cut, width, column.align)
}

/** In order of `keep`, columns get their minimum width first, then up to their natural width. */
function fitColumns<Row>(
  columns: readonly Column<Row>[],
  natural: readonly number[],
  width: number,
): Layout<Row>[] {
  let free = width + gap.length
  const layout: Layout<Row>[] = []
  const wanted = columns.toSorted((a, b) => b.keep - a.keep)
  const naturalOf = (column: Column<Row>) => natural[columns.indexOf(column)] ?? 0
  for (const column of wanted) {
    const min = Math.min(column.min, naturalOf(column))
    if (min + gap.length > free) break
    free -= min + gap.length
    layout.push({ column, width: min })
  }
  for (const at of layout) {
    const more = Math.min(free, Math.max(0, naturalOf(at.column) - at.width))
    at.width += more
    free -= more
  }
  return layout.toSorted((a, b) => columns.indexOf(a.column) - columns.indexOf(b.column))
}
