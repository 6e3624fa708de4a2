import { interval } from '../report/interval.js'
import { alternate, measure } from '../report/process.js'
import { fixed, table, withInterval } from '../report/table.js'

/** The import to measure, followed by what is loaded beforehand. */
const imports = {
  sqltrace: ['sqltrace'],
  'sqltrace where @opentelemetry/api is loaded': ['sqltrace', '@opentelemetry/api'],
  'sqltrace where pg and kysely are loaded too': ['sqltrace', '@opentelemetry/api', 'pg', 'kysely'],
  kysely: ['kysely'],
  pg: ['pg'],
  '@opentelemetry/api': ['@opentelemetry/api'],
  express: ['express'],
}

/** Milliseconds to import a package in a fresh process. */
export async function measureImports({ rounds }) {
  const names = Object.keys(imports)
  const found = Object.fromEntries(names.map((name) => [name, []]))
  await alternate(names, Math.max(rounds, 10), (name) => {
    found[name].push(measure('imports/measure.js', imports[name]))
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
