import { interval } from '../report/interval.js'
import { alternate, measure } from '../report/process.js'
import { fixed, table, withInterval } from '../report/table.js'

const modules = ['sqltrace', 'kysely', 'pg', '@opentelemetry/api', 'express']

/** Milliseconds to import a package in a fresh process. */
export async function measureImports({ rounds }) {
  const found = Object.fromEntries(modules.map((name) => [name, []]))
  await alternate(modules, Math.max(rounds, 10), (name) => {
    found[name].push(measure('imports/measure.js', [name]))
  })
  return { found }
}

export function importsTable({ found }) {
  const rows = Object.entries(found).map(([name, rounds]) => [
    name,
    fixed(1)(Math.min(...rounds.map(({ wall }) => wall))),
    withInterval(interval(rounds.map(({ cpu }) => cpu)), fixed(1)),
  ])
  return table(['import', 'quickest ms', 'CPU ms [95 %]'], rows)
}
