import { median } from '../report/interval.js'
import { alternate, measure } from '../report/process.js'
import { fixed, table } from '../report/table.js'

const modes = ['none', 'sdk']
const summed = [
  'context',
  'capture of one frame',
  'app frame and its position',
  'tags and comment, known',
  'placement of the comment',
  'transaction',
  'span',
  'duration',
]

/** Nanoseconds of each step of a statement, in a loop of its own, without and with an SDK. */
export async function measureSteps({ rounds }) {
  const found = { none: [], sdk: [] }
  await alternate(modes, Math.min(rounds, 5), (mode) => {
    found[mode].push(measure('steps/measure.js', [mode]))
  })
  return { found }
}

export function stepsTable({ found }) {
  const of = (mode, name) => median(found[mode].map((round) => round[name]))
  const cells = (value) => modes.map((mode) => fixed(0)(value(mode)))
  const sum = (mode) => summed.reduce((total, name) => total + of(mode, name), 0)
  const others = Object.keys(found.none[0]).filter((name) => !summed.includes(name))
  const row = (name) => [name, ...cells((mode) => of(mode, name))]
  const rows = [...summed.map(row), ['sum', ...cells(sum)], ...others.map(row)]
  return table(['step', 'ns without an SDK', 'ns with spans and metrics'], rows)
}
