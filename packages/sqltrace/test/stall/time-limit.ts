/** How long a machine takes to parse the JSON below for which the limits were set. */
const referenceMilliseconds = 45

/** `milliseconds` on the reference machine; on a slower one as much more as it is slower at parsing JSON right now. */
export function timeLimit(milliseconds: number): number {
  return milliseconds * Math.max(1, parsingTime() / referenceMilliseconds)
}

const entries = Array.from({ length: 100_000 }, (_, index) => ({
  name: `name ${index}`,
  at: [index, index + 1, index + 2],
  isEven: index % 2 === 0,
}))
const text = JSON.stringify(entries)

/** The fastest of several rounds. */
function parsingTime(): number {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now()
    JSON.parse(text)
    return performance.now() - start
  })
  return Math.min(...times)
}
