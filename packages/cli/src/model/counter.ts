/** Adds up weights by key. */
export class Counter {
  readonly #weights = new Map<string, number>()

  /** How many keys there are. */
  get size(): number {
    return this.#weights.size
  }

  add(key: string | undefined, weight = 1): void {
    if (key !== undefined) this.#weights.set(key, this.of(key) + weight)
  }

  /** Adds to an existing key, or to a new one while there are fewer than `max`. */
  addUpTo(max: number, key: string | undefined): void {
    if (key !== undefined && (this.#weights.has(key) || this.size < max)) this.add(key)
  }

  of(key: string): number {
    return this.#weights.get(key) ?? 0
  }

  keys(): IterableIterator<string> {
    return this.#weights.keys()
  }

  /** The keys with their weights, heaviest first. */
  ranked(): [string, number][] {
    return [...this.#weights].toSorted((a, b) => b[1] - a[1])
  }

  /** The heaviest key, and how many others there are: `GET /courses +2`. */
  summary(): string {
    const [first] = this.ranked()
    if (first === undefined) return ''
    return this.size === 1 ? first[0] : `${first[0]} +${this.size - 1}`
  }
}
