import { BoundedMap } from '../../runtime/bounded-map.js'

const minute = 60_000
const maxKeys = 1000

interface Sum {
  readonly since: number
  total: number
}

/** Sums by key and minute, in bounded memory. A key's minute begins with the first amount after the previous minute. */
export class PerMinute {
  readonly #sums = new BoundedMap<unknown, Sum>(maxKeys)

  /** Adds `amount` at `time` (milliseconds) and returns the sum of the current minute. */
  add(key: unknown, time: number, amount: number): number {
    const running = this.#sums.get(key)
    if (running && time - running.since < minute) return (running.total += amount)
    this.#sums.set(key, { since: time, total: amount })
    return amount
  }
}
