import { measure } from '../report/process.js'
import { table } from '../report/table.js'

/** The cost of advice per statement, measured in a fresh process. */
export function measureAdvice() {
  return { found: measure('advice/measure.js', []) }
}

export function adviceTable({ found }) {
  const shapes = [...new Set(found.map(({ shape }) => shape))]
  const listeners = [...new Set(found.map(({ listener }) => listener))]
  const rows = listeners.map((name) => [
    name,
    ...shapes.map((shape) =>
      median(found.find((one) => one.listener === name && one.shape === shape)),
    ),
  ])
  return table(['ns of CPU per statement', ...shapes], rows)
}

const median = ({ times }) => times.toSorted((a, b) => a - b)[times.length >> 1]
