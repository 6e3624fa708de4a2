const maxCharacters = 256
const maxMembers = 16
/** Members of objects that a digest reads in total, because objects may be circular. */
const maxVisits = 256

/**
 * A number that is equal for equal parameters and almost always different for others. Fast: FNV-1a with 30 bits, because V8
 * boxes longer integers. Of long strings, bytes and objects only the beginning and the size are read.
 */
export function parametersDigest(parameters: readonly unknown[]): number {
  const digest = new Digest()
  for (const value of parameters) digest.add(value)
  return digest.hash >>> 2
}

class Digest {
  hash = 0x811c9dc5
  #visitsLeft = maxVisits

  /** Unreadable values, such as a getter that throws, count as 0. */
  add(value: unknown): void {
    try {
      if (typeof value === 'object' && value !== null) this.#addObject(value)
      else this.#addText(String(value))
    } catch {
      this.#mix(0)
    }
  }

  #addObject(value: object): void {
    if (value instanceof Date) this.#mix(value.getTime() | 0)
    else if (ArrayBuffer.isView(value)) this.#addBytes(value)
    else if (Array.isArray(value)) this.#addMembers(value, value.length)
    else this.#addMembers(value, 0)
  }

  #addText(text: string): void {
    this.#mix(text.length)
    const end = Math.min(text.length, maxCharacters)
    for (let at = 0; at < end; at++) this.#mix(text.charCodeAt(at))
  }

  #addBytes({ buffer, byteOffset, byteLength }: ArrayBufferView): void {
    this.#mix(byteLength)
    const start = new Uint8Array(buffer, byteOffset, Math.min(byteLength, maxCharacters))
    for (const byte of start) this.#mix(byte)
  }

  #addMembers(value: object, size: number): void {
    this.#mix(size)
    let members = 0
    for (const key in value) {
      if (members++ === maxMembers || this.#visitsLeft-- <= 0) return
      if (size === 0) this.#addText(key)
      this.add((value as Record<string, unknown>)[key])
    }
  }

  #mix(code: number): void {
    this.hash = Math.imul(this.hash ^ code, 0x01000193) >>> 0
  }
}
