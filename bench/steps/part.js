import { median } from '../report/interval.js'
import { alternate, measure } from '../report/process.js'
import { fixed, table } from '../report/table.js'

const modes = ['none', 'sdk']
const whole = 'caller, found by our entry point'
const caller = ['context', 'capture of one frame', 'app frame and its position']
const summed = [
  ...caller,
  'our own frames, skipped',
  'the text with its comment, known',
  'transaction',
  'span',
  'duration',
]

/** The time of each step of a statement, in nanoseconds, each in its own loop, without and with an SDK. */
export async function measureSteps({ rounds }) {
  const found = { none: [], sdk: [] }
  await alternate(modes, Math.min(rounds, 5), (mode) => {
    found[mode].push(measure('steps/measure.js', [mode]))
  })
  return { found }
}

export function stepsTable({ found }) {
  const others = Object.keys(found.none[0]).filter((name) => !summed.includes(name))
  const columns = modes.map((mode) => column(found[mode]))
  const row = (name) => [name, ...columns.map((of) => fixed(0)(of(name)))]
  const sum = columns.map((of) => fixed(0)(total(summed, of)))
  const rows = [...summed.map(row), ['sum', ...sum], ...others.map(row)]
  return table(['step', 'ns without an SDK', 'ns with spans and metrics'], rows)
}

/** The cost of skipping our own frames is what remains of the whole. */
function column(rounds) {
  const of = (name) => median(rounds.map((round) => round[name]))
  return (name) => (name === 'our own frames, skipped' ? of(whole) - total(caller, of) : of(name))
}

const total = (names, of) => names.reduce((sum, name) => sum + of(name), 0)
