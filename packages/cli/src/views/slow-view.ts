import type { SlowRow } from '../grouping/slow.js'
import { siteOf, workOf } from '../grouping/site.js'
import { cutEnd, cutStart, widthOf } from './fit.js'
import { renderTable, type Column } from './table.js'
import type { Terminal } from './terminal.js'
import { bytes, count, duration, percent } from './units.js'
import { visible } from './visible.js'

const blockSize = 8192
const mostSites = 5

const columns: Column<SlowRow>[] = [
  {
    title: 'TIME',
    keep: 9,
    min: 4,
    align: 'right',
    cell: ({ share, calls }) => (calls > 0 ? percent(share) : '…'),
  },
  {
    title: 'LOAD',
    keep: 8,
    min: 5,
    align: 'right',
    cell: ({ load, samples }) => (samples > 0 ? load.toFixed(2) : '–'),
  },
  { title: 'CALLS', keep: 7, min: 5, align: 'right', cell: ({ calls }) => count(calls) },
  {
    title: 'MEAN',
    keep: 6,
    min: 7,
    align: 'right',
    cell: ({ calls, milliseconds }) =>
      calls > 0 ? duration(milliseconds / calls / 1000) : 'running',
  },
  { title: 'ROWS', keep: 4, min: 6, align: 'right', cell: (row) => perCall(row, row.rows) },
  { title: 'READ', keep: 3, min: 8, align: 'right', cell: (row) => bytesPerCall(row, row.blocks) },
  {
    title: 'TEMP',
    keep: 2,
    min: 8,
    align: 'right',
    cell: (row) => (row.temp > 0 ? bytesPerCall(row, row.temp) : '–'),
  },
  {
    title: 'STATEMENT',
    keep: 5,
    min: 10,
    cell: ({ statement, isApproximate }) => `${isApproximate ? '≈ ' : ''}${statement}`,
  },
]

/** Renders statements, each with the lines that sent it. */
export function renderSlow(rows: readonly SlowRow[], terminal: Terminal): string[] {
  const [heading = '', ...lines] = renderTable(rows, columns, terminal.columns, terminal.colors.dim)
  return [
    heading,
    ...rows.flatMap((row, index) => [lines[index] ?? '', ...renderSites(row, terminal)]),
  ]
}

/** Time and calls belong to the statement; which line sent them is known by samples alone. */
function renderSites(row: SlowRow, terminal: Terminal): string[] {
  if (row.sites.size === 0) return [siteLine(...firstSeen(row), terminal)]
  return row.sites
    .ranked()
    .slice(0, mostSites)
    .map(([site, samples]) => {
      const work = row.works.get(site)?.summary() ?? ''
      const share = `≈ ${percent(samples / row.samples)} (${samples} samples)`
      return siteLine(share, site, work, terminal)
    })
}

function firstSeen({ firstSeen: tags }: SlowRow): [string, string, string] {
  const site = siteOf(tags)
  return site === undefined
    ? ['', '(untagged)', workOf(tags) ?? '']
    : ['first seen at', site, workOf(tags) ?? '']
}

function siteLine(
  label: string,
  site: string,
  work: string,
  { columns: width, colors }: Terminal,
): string {
  const head = label === '' ? '      ' : `      ${label}  `
  const shown = cutStart(visible(site), width - widthOf(head))
  const left = width - widthOf(head) - widthOf(shown) - 2
  return `${colors.dim(head)}${colors.cyan(shown)}${left > 4 && work !== '' ? `  ${cutEnd(visible(work), left)}` : ''}`
}

function perCall({ calls }: SlowRow, value: number): string {
  return calls > 0 ? count(value / calls) : '–'
}

function bytesPerCall({ calls }: SlowRow, blocks: number): string {
  return calls > 0 ? bytes((blocks * blockSize) / calls) : '–'
}
