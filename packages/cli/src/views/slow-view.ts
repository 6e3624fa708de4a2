import type { SlowRow } from '../grouping/slow.js'
import { nameOf, siteOf, workOf } from '../grouping/site.js'
import type { Server } from '../sources/server.js'
import { renderSite, type SiteLine } from './site-line.js'
import { renderTable, type Column } from './table.js'
import type { Terminal } from './terminal.js'
import { bytes, count, duration, percent, wholeNumber } from '../units.js'

const blockSize = 8192
const mostSites = 5
const indent = '      '

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
    cell: ({ statement, isApproximate }) =>
      `${isApproximate ? '≈ ' : ''}${statement || '(text not read)'}`,
  },
]

/** The statements of one look, and what the look can't see. */
export interface SlowView {
  readonly rows: readonly SlowRow[]
  /** Part of the time that belongs to statements without a tag, from 0 to 1. */
  readonly untagged: number
  readonly samples: number
  readonly servers: readonly Server[]
  /** What could not be read. */
  readonly troubles: readonly string[]
  /** How long was looked; absent for cumulative counters. */
  readonly seconds?: number
  /** Since when each server counts; only for cumulative counters. */
  readonly resets?: readonly { readonly server: string; readonly since: string | undefined }[]
}

/** What the table does not show. */
export function slowTruth(view: SlowView): string[] {
  const { untagged, samples, servers, troubles, seconds, resets } = view
  const blind = servers.some(({ facts }) => facts?.seesAll === false)
  const span = resets?.map(
    ({ server, since }) => `${server} counting since ${since ?? 'an unknown time'}`,
  )
  return [
    ...troubles.map((trouble) => `! ${trouble}`),
    [
      span === undefined
        ? `${seconds?.toFixed(1)} s, ${wholeNumber(samples)} samples`
        : span.join(', '),
      `${percent(untagged)} of the time has no tags`,
      ...(blind ? ['only own statements visible (grant pg_read_all_stats)'] : []),
    ].join(' · '),
  ]
}

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
  if (row.sites.size === 0) return renderSite(firstSeen(row), terminal)
  return row.sites
    .ranked()
    .slice(0, mostSites)
    .flatMap(([site, samples]) => {
      const label = `${indent}≈ ${percent(samples / row.samples)} (${samples} samples)  `
      return renderSite({ label, site, work: row.works.get(site)?.summary() }, terminal)
    })
}

function firstSeen({ firstSeen: tags }: SlowRow): SiteLine {
  const site = siteOf(tags)
  const label = site === undefined ? indent : `${indent}first seen at  `
  return { label, site: site ?? nameOf(tags), work: workOf(tags) }
}

function perCall({ calls }: SlowRow, value: number): string {
  return calls > 0 ? count(value / calls) : '–'
}

function bytesPerCall({ calls }: SlowRow, blocks: number): string {
  return calls > 0 ? bytes((blocks * blockSize) / calls) : '–'
}
