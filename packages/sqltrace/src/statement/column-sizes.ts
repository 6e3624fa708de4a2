const mostRows = 4
const mostMembers = 20
const deepest = 3

/** About how many bytes each column holds in a row: the mean of a few rows, spread over all of them. */
export function columnSizes(rows: readonly unknown[]): ReadonlyMap<string, number> {
  const names = Object.keys(Object(rows[0]))
  const sums = names.map(() => 0)
  const step = Math.max(1, rows.length / mostRows)
  let count = 0
  for (let at = 0; at < rows.length; at += step, count++) {
    const row = rows[Math.floor(at)] as Readonly<Record<string, unknown>>
    for (let index = 0; index < names.length; index++) {
      sums[index]! += sizeOf(row[names[index]!], 0)
    }
  }
  return new Map(names.map((name, index) => [name, sums[index]! / count]))
}

/** Texts by their length and JSON by a few of its members, because measuring exactly costs more than the query. */
function sizeOf(value: unknown, depth: number): number {
  if (typeof value === 'string') return value.length
  if (value === null || value === undefined) return 0
  if (typeof value !== 'object') return 8
  if (ArrayBuffer.isView(value)) return value.byteLength
  if (value instanceof Date || depth > deepest) return 8
  return Array.isArray(value)
    ? value.length * sizeOf(value[0], depth + 1)
    : sizeOfObject(value, depth)
}

function sizeOfObject(value: object, depth: number): number {
  let size = 0
  for (const [name, member] of Object.entries(value).slice(0, mostMembers))
    size += name.length + sizeOf(member, depth + 1)
  return size
}
