import { headline } from '../headline.js'
import { parts } from '../parts.js'

const benchReadme = new URL('../README.md', import.meta.url)
const performancePage = new URL('../../docs/performance.md', import.meta.url)

/** The tables that the results of a part yield, with the file and the marker between which each belongs. */
export function tablesOf(part, { machine, ...results }) {
  const table = `${machine}\n\n${parts[part].format(results)}`
  const own = { file: benchReadme, marker: `bench:${part}`, text: table }
  if (part !== 'queries') return [own]
  return [own, { file: performancePage, marker: 'bench', text: headline(results, machine) }]
}
