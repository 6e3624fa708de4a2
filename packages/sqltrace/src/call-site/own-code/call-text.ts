/** The text around a position in a script. */
export interface CallText {
  readonly before: string
  readonly after: string
}

/** Returns the text around an offset, as V8 counts it. */
export type CallTextReader = (offset: number) => CallText

const width = 60

/** Reads from a text in memory. */
export function readCallText(text: string): CallTextReader {
  return (offset) => ({
    before: text.slice(Math.max(0, offset - width), offset),
    after: text.slice(offset, offset + width),
  })
}
