import { median } from '../report/interval.js'
import { alternate, measure } from '../report/process.js'
import { table } from '../report/table.js'

const counts = [1, 10, 100, 1000, 10_000, 100_000]
const sizes = {
  'call sites': counts,
  routes: counts,
  texts: counts,
  'bytes of text': [100, 1000, 10_000, 100_000, 1_000_000],
  'stack depth': [5, 15, 50, 150, 500],
  concurrency: [1, 5, 20, 100, 500],
}

/** What tracing adds to a statement, in nanoseconds, as one dimension grows. */
export async function measureGrowth({ rounds }) {
  const points = Object.entries(sizes).flatMap(([dimension, all]) =>
    all.map((size) => ({ dimension, size })),
  )
  const found = {}
  await alternate(points, Math.min(rounds, 3), ({ dimension, size }) => {
    const costs = (found[dimension] ??= {})
    ;(costs[size] ??= []).push(measure('growth/measure.js', [dimension, size]))
    console.log(dimension, size, Math.round(costs[size].at(-1)), 'ns')
  })
  return { found }
}

export function growthTable({ found }) {
  const rows = Object.entries(found).map(([dimension, costs]) => {
    const cells = Object.entries(costs).map(([size, values]) => `${size}: ${micro(values)}`)
    return [dimension, ...cells, ...Array(6 - cells.length).fill('')]
  })
  return `${table(['added µs at', '', '', '', '', '', ''], rows)}\n\n${slopes(found)}\n\n${chart(found)}`
}

const micro = (values) => (median(values) / 1000).toFixed(1)

/** Nanoseconds per byte between one length and the next. */
function slopes({ 'bytes of text': costs }) {
  const points = Object.entries(costs).map(([size, values]) => [Number(size), median(values)])
  const steps = points.slice(1).map(([size, cost], index) => {
    const [previousSize, previousCost] = points[index]
    const slope = (cost - previousCost) / (size - previousSize)
    return `${slope.toFixed(1)} from ${previousSize} to ${size}`
  })
  return `Cost per byte of text, in ns: ${steps.join(', ')}.`
}

/** A Mermaid chart, which GitHub renders. */
function chart(found) {
  const lines = ['call sites', 'routes', 'texts'].map(
    (name) => `  line "${name}" [${counts.map((count) => micro(found[name][count])).join(', ')}]`,
  )
  return [
    '```mermaid',
    'xychart-beta',
    '  title "Added µs per statement: distinct call sites, routes and texts"',
    `  x-axis [${counts.join(', ')}]`,
    '  y-axis "µs"',
    ...lines,
    '```',
  ].join('\n')
}
