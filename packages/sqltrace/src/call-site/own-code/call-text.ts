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
