const resamples = 2000

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** The median with its 95 % interval, by a percentile bootstrap; deterministic. */
export function interval(values) {
  const random = generator(values.length)
  const draw = () => values[Math.floor(random() * values.length)]
  const medians = Array.from({ length: resamples }, () => median(values.map(draw))).toSorted(
    (a, b) => a - b,
  )
  const at = (part) => medians[Math.floor(part * resamples)]
  return { median: median(values), low: at(0.025), high: at(0.975) }
}

/** Mulberry32, a seeded random number generator. */
function generator(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
