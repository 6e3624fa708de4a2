/** The limits of one generation; a cache has two. */
export interface CacheLimits {
  readonly texts: number
  readonly characters: number
  /** Longer texts are not cached. */
  readonly maxText: number
}

/** Caches values by text in bounded memory: the two latest generations of used texts. */
export class BoundedCache<T> {
  readonly #limits: CacheLimits
  readonly #make: (text: string) => T
  #young = new Map<string, T>()
  #old = new Map<string, T>()
  #characters = 0

  constructor(limits: CacheLimits, make: (text: string) => T) {
    this.#limits = limits
    this.#make = make
  }

  get(text: string): T {
    if (text.length > this.#limits.maxText) return this.#make(text)
    return this.#young.get(text) ?? this.#keep(text, this.#old.get(text) ?? this.#make(text))
  }

  #keep(text: string, made: T): T {
    if (!this.#hasRoom(text)) this.#age()
    this.#young.set(text, made)
    this.#characters += text.length
    return made
  }

  #hasRoom(text: string): boolean {
    const { texts, characters } = this.#limits
    return this.#young.size < texts && this.#characters + text.length <= characters
  }

  #age(): void {
    this.#old = this.#young
    this.#young = new Map()
    this.#characters = 0
  }
}
