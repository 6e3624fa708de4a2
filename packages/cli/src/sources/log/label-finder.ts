import { labels, maxLabel, type Label } from './labels.js'

/** A label that was found: its meaning, and where its word and its text begin. */
export interface FoundLabel {
  label: Label
  word: number
  start: number
}

/**
 * Finds the label of a line, such as `LOG:  `. The next colon is remembered across lines, so a
 * text without labels is scanned once, not once per line.
 */
export class LabelFinder {
  readonly #text: string
  readonly #mark: string
  #colon = -2

  /** `mark` is the colon and the blanks after it: two, or one if a collector removed the other. */
  constructor(text: string, mark: string) {
    this.#text = text
    this.#mark = mark
  }

  /** Fills `found`, a single object reused for millions of lines. */
  find(start: number, end: number, found: FoundLabel): boolean {
    if (this.#colon !== -1 && this.#colon < start) this.#seek(start)
    while (this.#colon !== -1 && this.#colon < end) {
      if (this.#read(start, found)) return true
      this.#seek(this.#colon + 1)
    }
    return false
  }

  #seek(from: number): void {
    this.#colon = this.#text.indexOf(this.#mark, from)
  }

  #read(start: number, found: FoundLabel): boolean {
    const end = beforeBlank(this.#text, start, this.#colon)
    const word = wordStart(this.#text, start, end)
    if (word === end) return false
    const label = labels.get(this.#text.slice(word, end))
    if (label === undefined) return false
    found.label = label
    found.word = word
    found.start = this.#colon + this.#mark.length
    return true
  }
}

/** French puts a space or a no-break space (bytes C2 A0) before the colon. */
function beforeBlank(text: string, start: number, end: number): number {
  if (end > start && text.charCodeAt(end - 1) === 32) return end - 1
  const isUnbreakable = text.charCodeAt(end - 1) === 0xa0 && text.charCodeAt(end - 2) === 0xc2
  return isUnbreakable && end - 2 >= start ? end - 2 : end
}

function wordStart(text: string, start: number, end: number): number {
  const min = Math.max(start, end - maxLabel)
  let at = end
  while (at > min && isWord(text.charCodeAt(at - 1))) at--
  return at
}

/** A capital, a digit, or a byte of a letter beyond ASCII. */
function isWord(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code >= 128
}
