const objectsWithBody = new Set(['function', 'procedure', 'trigger', 'event'])
/** MySQL repeats these after `end`: `end if`. */
const repeated = new Set(['if', 'loop', 'repeat', 'while'])

/** Counts the open blocks of a definition: `begin atomic …; end` in PostgreSQL, `begin …; end` in MySQL and SQLite. */
export class Blocks {
  #open = 0
  #hasBody = false
  #previous = ''

  get areClosed(): boolean {
    return this.#open === 0
  }

  /** Reads the next word outside parentheses. */
  read(word: string): void {
    // The next word is the object's name, even if it looks like a keyword.
    const isName = objectsWithBody.has(this.#previous)
    if (!isName && this.#hasBody) this.#count(word)
    this.#hasBody ||= objectsWithBody.has(word)
    this.#previous = word
  }

  #count(word: string): void {
    const followsEnd = this.#previous === 'end'
    if (word === 'begin' || (followsEnd && repeated.has(word))) this.#open++
    else if (this.#open > 0 && word === 'end') this.#open--
    else if (this.#open > 0 && word === 'case' && !followsEnd) this.#open++
  }
}
