import type { InnerRecord } from '../../record/inner-record.js'

const maxRequests = 256

/**
 * State per HTTP request, or per `withTags` call outside a request. Requests share a fixed number of slots: in a `Map`
 * that drops the oldest, every state would outlive V8's young generation (bench "advice").
 */
export class PerRequest<T> {
  readonly #make: () => T
  readonly #requests: number[] = Array.from({ length: maxRequests }, () => -1)
  readonly #ofRequests: (T | undefined)[] = Array.from({ length: maxRequests })
  readonly #ofCalls = new WeakMap<object, T>()

  constructor(make: () => T) {
    this.#make = make
  }

  /** The state of the request or call that a statement belongs to; `undefined` outside any. */
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
