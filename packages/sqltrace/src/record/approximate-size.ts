const mostMembers = 20
const deepest = 3

/** About how many bytes a value holds: measuring exactly costs more than the query. */
export function approximateSize(value: unknown, depth = 0): number {
  if (typeof value === 'string') return value.length
  if (value === null || value === undefined) return 0
  if (typeof value !== 'object') return 8
  if (ArrayBuffer.isView(value)) return value.byteLength
  if (value instanceof Date || depth > deepest) return 8
  return Array.isArray(value)
    ? value.length * approximateSize(value[0], depth + 1)
    : sizeOfObject(value, depth)
}

function sizeOfObject(value: object, depth: number): number {
  let size = 0
  for (const [name, member] of Object.entries(value).slice(0, mostMembers))
    size += name.length + approximateSize(member, depth + 1)
  return size
}
