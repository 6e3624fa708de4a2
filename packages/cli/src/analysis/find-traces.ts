/** Tags and their position in the text. */
export interface Found {
  readonly at: number
  readonly end: number
  readonly tags: Readonly<Record<string, string>>
}

const traceparent = /(?<![0-9a-z-])[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}(?![0-9a-z-])/g
const expanded = /^-\[ RECORD \d+ \]/m
const prettyJson = /^\s*"\w+":/m
/** A cell that continues on the next line ends with a plus sign. */
const lineEnd = /(?<!\+[ \t]*(?:\|[^\r\n]*)?)\r?\n/g

/**
 * Adds traces found outside comments, such as an `application_name` in a row of `pg_stat_activity`: each
 * belongs to the comments of its row, or is reported alone. Results are in text order.
 */
export function withTraces(text: string, found: readonly Found[]): Found[] {
  const sorted = found.toSorted(byPlace)
  const traces = tracesOutside(text, sorted)
  if (traces.length === 0) return sorted
  const rowOf = rowFinder(text)
  const traceOf = new Map(traces.map((one) => [rowOf(one.at), one.tags]))
  const rows = new Set(sorted.map(({ at }) => rowOf(at)))
  const traced = sorted.map((one) => ({
    ...one,
    tags: { ...one.tags, ...(!('traceparent' in one.tags) && traceOf.get(rowOf(one.at))) },
  }))
  return [...traced, ...traces.filter(({ at }) => !rows.has(rowOf(at)))].toSorted(byPlace)
}

function tracesOutside(text: string, found: readonly Found[]): Found[] {
  const starts = found.map(({ at }) => at)
  return Array.from(text.matchAll(traceparent), ({ index, 0: value }) => ({
    at: index,
    end: index + value.length,
    tags: { traceparent: value },
  })).filter(({ at }) => (found[lastUpTo(starts, at)]?.end ?? 0) <= at)
}

function byPlace(a: Found, b: Found): number {
  return a.at - b.at
}

/** Numbers the rows of a psql table, expanded or not, or the JSON objects. */
function rowFinder(text: string): (at: number) => number {
  const starts = Array.from(text.matchAll(rowStart(text)), ({ index }) => index)
  return (at) => lastUpTo(starts, at)
}

function rowStart(text: string): RegExp {
  if (expanded.test(text)) return /^-\[ RECORD \d+ \]/gm
  return prettyJson.test(text) ? /^\s*\{/gm : lineEnd
}

/** The index of the last number that is at most `limit`; -1 if there is none. */
function lastUpTo(sorted: readonly number[], limit: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) <= limit) low = middle + 1
    else high = middle
  }
  return low - 1
}
