import { approximateSize } from './approximate-size.js'

const mostRows = 16

/** About how many bytes each column holds in a row: the mean of a few rows, spread over all of them. */
export function columnSizes(rows: readonly unknown[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  const count = Math.min(rows.length, mostRows)
  for (let index = 0; index < count; index++) {
    const row = Object(rows[Math.floor((index * rows.length) / count)]) as object
    for (const [name, value] of Object.entries(row))
      sums.set(name, (sums.get(name) ?? 0) + approximateSize(value) / count)
  }
  return sums
}
