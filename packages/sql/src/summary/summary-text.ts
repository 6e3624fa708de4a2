const maxSummary = 255

/** Words and names, joined by spaces, as many as fit whole. */
export class SummaryText {
  #text = ''
  #isFull = false

  get isFull(): boolean {
    return this.#isFull
  }

  add(part: string): void {
    const text = this.#text === '' ? part : `${this.#text} ${part}`
    this.#isFull ||= text.length > maxSummary
    if (!this.#isFull) this.#text = text
  }

  toString(): string {
    return this.#text
  }
}
