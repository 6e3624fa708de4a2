import type { InnerRecord } from '../../record/inner-record.js'

const maxRequests = 256

/**
 * Remembers something for each HTTP request, else for each `withTags` call. Requests share a fixed number of slots:
 * in a `Map` that forgets the oldest, every state would outlive the young generation (bench "advice").
 */
export class PerRequest<T> {
  readonly #make: () => T
  readonly #requests: number[] = Array.from({ length: maxRequests }, () => -1)
  readonly #ofRequests: (T | undefined)[] = Array.from({ length: maxRequests })
  readonly #ofCalls = new WeakMap<object, T>()

  constructor(make: () => T) {
    this.#make = make
  }

  /** What is remembered for the work that a statement belongs to; `undefined` outside of any. */
  of({ request, appTags }: InnerRecord): T | undefined {
    if (request !== undefined) return this.#ofRequest(request)
    return appTags && this.#ofCall(appTags)
  }

  #ofRequest(id: number): T | undefined {
    const place = id % maxRequests
    if (this.#requests[place] !== id) {
      this.#requests[place] = id
      this.#ofRequests[place] = this.#make()
    }
    return this.#ofRequests[place]
  }

  #ofCall(tags: object): T {
    const known = this.#ofCalls.get(tags)
    if (known) return known
    const made = this.#make()
    this.#ofCalls.set(tags, made)
    return made
  }
}
