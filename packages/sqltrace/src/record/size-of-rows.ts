/** The approximate size of the rows' values in bytes: strings as UTF-8, bytes as is, other values as text. */
export function sizeOfRows(rows: readonly unknown[]): number {
  let bytes = 0
  for (const row of rows) for (const value of Object.values(Object(row))) bytes += sizeOf(value)
  return bytes
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value)
  if (value === null || value === undefined) return 0
  if (ArrayBuffer.isView(value)) return value.byteLength
  if (typeof value === 'object') return Buffer.byteLength(JSON.stringify(value) ?? '')
  return String(value).length
}

/** Approximate bytes per row: the mean of the first, middle and last row. Only three, because every result is measured. */
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

const maxRows = 16

/** Approximate bytes per row of each column: the mean over a few evenly spaced rows. */
export function columnSizes(rows: readonly unknown[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  const count = Math.min(rows.length, maxRows)
  for (let index = 0; index < count; index++) {
    const row = Object(rows[Math.floor((index * rows.length) / count)]) as object
    for (const [name, value] of Object.entries(row))
      sums.set(name, (sums.get(name) ?? 0) + approximateSize(value) / count)
  }
  return sums
}

const maxMembers = 20
const maxDepth = 3

/** Measuring exactly would cost more than the query. */
function approximateSize(value: unknown, depth = 0): number {
  if (typeof value === 'string') return value.length
  if (value === null || value === undefined) return 0
  if (typeof value !== 'object') return 8
  if (ArrayBuffer.isView(value)) return value.byteLength
  if (value instanceof Date || depth > maxDepth) return 8
  return Array.isArray(value)
    ? value.length * approximateSize(value[0], depth + 1)
    : sizeOfObject(value, depth)
}

function sizeOfObject(value: object, depth: number): number {
  let size = 0
  for (const [name, member] of Object.entries(value).slice(0, maxMembers))
    size += name.length + approximateSize(member, depth + 1)
  return size
}
