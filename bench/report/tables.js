import { headline } from '../headline.js'
import { parts } from '../parts.js'

const benchReadme = new URL('../README.md', import.meta.url)
const performancePage = new URL('../../docs/performance.md', import.meta.url)

/** The tables of a part's results, each with the file and the marker where it belongs. */
export function tablesOf(part, { machine, ...results }) {
  const table = `${machine}\n\n${parts[part].format(results)}`
  const own = { file: benchReadme, marker: `bench:${part}`, text: table }
  if (part !== 'queries') return [own]
  return [own, { file: performancePage, marker: 'bench', text: headline(results, machine) }]
}
