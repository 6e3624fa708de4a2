type Decode = (chunk: Buffer) => string

const sampleSize = 4096

/**
 * Turns chunks into text with one character per byte of UTF-8: fast, and no sequence is split at
 * the end of a chunk. UTF-16, as PowerShell's `>` writes it, becomes UTF-8. Removes a byte order mark,
 * and carriage returns at line ends.
 */
export class TextDecoding {
  #decode: Decode | undefined
  #carry = ''

  text(chunk: Buffer): string {
    this.#decode ??= decoderOf(chunk)
    const text = this.#carry + this.#decode(chunk)
    this.#carry = text.endsWith('\r') ? '\r' : ''
    const whole = this.#carry === '' ? text : text.slice(0, -1)
    return whole.includes('\r') ? whole.replaceAll('\r\n', '\n') : whole
  }
}

function decoderOf(first: Buffer): Decode {
  const utf16 = utf16Of(first)
  if (utf16 !== undefined) return fromUtf16(utf16)
  const hasMark = first[0] === 0xef && first[1] === 0xbb && first[2] === 0xbf
  let skip = hasMark ? 3 : 0
  return (chunk) => {
    const text = chunk.toString('latin1', skip)
    skip = 0
    return text
  }
}

function fromUtf16(label: string): Decode {
  const decoder = new TextDecoder(label)
  return (chunk) => Buffer.from(decoder.decode(chunk, { stream: true })).toString('latin1')
}

/** Detects UTF-16 by its byte order mark, or by the zeros in every other byte of Latin letters. */
function utf16Of(first: Buffer): string | undefined {
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le'
  if (first[0] === 0xfe && first[1] === 0xff) return 'utf-16be'
  const sample = first.subarray(0, sampleSize)
  if (zeros(sample, 1) > sample.length / 4) return 'utf-16le'
  return zeros(sample, 0) > sample.length / 4 ? 'utf-16be' : undefined
}

function zeros(sample: Buffer, parity: number): number {
  return sample.filter((byte, index) => byte === 0 && index % 2 === parity).length
}
