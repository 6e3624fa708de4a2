/** About how many bytes the values of these rows hold: texts as UTF-8, everything else as it is sent. */
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
