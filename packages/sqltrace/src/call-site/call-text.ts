import { isAscii } from 'node:buffer'
import { readFileSync } from 'node:fs'

/** The text of a script on both sides of a position in it. */
export interface CallText {
  readonly before: string
  readonly after: string
}

/** Gives the text around an offset that V8 counts. */
export type CallTextReader = (offset: number) => CallText

const width = 60

/** Reads a text that is in memory. */
export function readCallText(text: string): CallTextReader {
  return (offset) => ({
    before: text.slice(Math.max(0, offset - width), offset),
    after: text.slice(offset, offset + width),
  })
}

/**
 * Reads a big file. Where it is all ASCII, as most bundles are, an offset is a byte, and nothing has
 * to be decoded, which takes longer than a query may wait.
 */
export function readCallTextOfFile(path: string): CallTextReader {
  const bytes = readFileSync(path)
  if (!isAscii(bytes)) return readCallText(bytes.toString('utf8').replace(/^\uFEFF/, ''))
  const slice = (from: number, to: number) => bytes.subarray(from, to).toString('latin1')
  return (offset) => ({
    before: slice(Math.max(0, offset - width), offset),
    after: slice(offset, offset + width),
  })
}
