import { approximateSize } from './approximate-size.js'

/** About how many bytes a row holds: the mean of the first, the middle and the last, since every list is asked. */
export function rowWidth(rows: readonly unknown[]): number {
  const last = rows.length - 1
  if (last < 0) return 0
  return (widthOf(rows[0]) + widthOf(rows[last >> 1]) + widthOf(rows[last])) / 3
}

function widthOf(row: unknown): number {
  const values = row as Readonly<Record<string, unknown>>
  let width = 0
  for (const name in values) width += approximateSize(values[name])
  return width
}
