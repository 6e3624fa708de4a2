const mostCharacters = 256
const mostItems = 16

/** A number that is equal for equal parameters and nearly always another for others; costs little (FNV-1a, 30 bits: V8 boxes longer integers). */
export function parametersDigest(parameters: readonly unknown[]): number {
  let hash = 0x811c9dc5
  for (const value of parameters) hash = digest(hash, value)
  return hash >>> 2
}

function digest(hash: number, value: unknown): number {
  if (typeof value === 'object' && value !== null) return digestObject(hash, value)
  const text = String(value)
  let mixed = mix(hash, text.length)
  const end = Math.min(text.length, mostCharacters)
  for (let at = 0; at < end; at++) mixed = mix(mixed, text.charCodeAt(at))
  return mixed
}

function digestObject(hash: number, value: object): number {
  if (value instanceof Date) return digest(hash, value.getTime())
  if (Buffer.isBuffer(value)) return digest(hash, value.toString('latin1', 0, mostCharacters))
  const members = Object.values(value)
  return members.slice(0, mostItems).reduce(digest, mix(hash, members.length)) as number
}

const mix = (hash: number, code: number) => Math.imul(hash ^ code, 0x01000193) >>> 0
