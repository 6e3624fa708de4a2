const holders = new Set(['function', 'procedure', 'trigger', 'event'])
/** What MySQL says again behind `end`: `end if`. */
const repeated = new Set(['if', 'loop', 'repeat', 'while'])

/** The blocks of a definition: `begin atomic …; end` in PostgreSQL, `begin …; end` in MySQL and SQLite. */
export class Blocks {
  #open = 0
  #isHolder = false
  #previous = ''

  get areClosed(): boolean {
    return this.#open === 0
  }

  /** Takes in the next word outside of parentheses. */
  read(word: string): void {
    // Behind such a word stands a name, which may be any.
    const isName = holders.has(this.#previous)
    if (!isName && this.#isHolder) this.#count(word)
    this.#isHolder ||= holders.has(word)
    this.#previous = word
  }

  #count(word: string): void {
    const isBehindEnd = this.#previous === 'end'
    if (word === 'begin' || (isBehindEnd && repeated.has(word))) this.#open++
    else if (this.#open > 0 && word === 'end') this.#open--
    else if (this.#open > 0 && word === 'case' && !isBehindEnd) this.#open++
  }
}
