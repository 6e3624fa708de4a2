/** Each bucket is 1 % wider than the one before it. */
const growth = Math.log(1.01)

/** Percentiles of durations in little memory, each within half a percent. */
export class Percentiles {
  readonly #buckets = new Map<number, number>()
  #weight = 0

  /** `weight` is how many calls this one represents if only a share of them was logged. */
  add(milliseconds: number, weight = 1): void {
    const bucket = Math.round(Math.log(Math.max(milliseconds, 0.001)) / growth)
    this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + weight)
    this.#weight += weight
  }

  /** The duration that this share of the calls did not exceed. */
  at(share: number): number {
    let left = share * this.#weight
    const sorted = [...this.#buckets].toSorted(([a], [b]) => a - b)
    const found = sorted.find(([, weight]) => (left -= weight) <= 1e-9)
    return found === undefined ? 0 : Math.exp(found[0] * growth)
  }
}
