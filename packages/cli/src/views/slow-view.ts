import type { SlowRow } from '../model/slow-row.js'
import type { SlowShares } from '../analysis/slow-rows.js'
import { nameOf, siteOf, workOf } from '../analysis/site-of.js'
import type { Server } from '../sources/server/server.js'
import { renderSite, type SiteLine } from './site-line.js'
import { renderTable, type Column } from './render-table.js'
import type { Terminal } from './terminal.js'
import { bytes, count, duration, percent, wholeNumber } from '../model/units.js'
import { visible } from './visible.js'
import { wrapWords } from './wrap-words.js'

const blockSize = 8192
const maxSites = 5
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

/** The statements of one run, and what it can't see. */
export interface SlowView {
  readonly rows: readonly SlowRow[]
  readonly shares: SlowShares
  readonly samples: number
  readonly servers: readonly Server[]
  /** Settings that are off and hide something. */
  readonly off: readonly string[]
  /** What could not be read. */
  readonly troubles: readonly string[]
  /** How long was sampled; absent for cumulative counters. */
  readonly seconds?: number
  /** When each server started counting; only for cumulative counters. */
  readonly resets?: readonly { readonly server: string; readonly since: string | undefined }[]
}

/** What the table does not show. */
export function slowNotes(view: SlowView, columns: number): string[] {
  const { shares, samples, servers, off, troubles, seconds, resets } = view
  const blind = servers.some(({ facts }) => facts?.seesAll === false)
  const span = resets?.map(
    ({ server, since }) => `${server} counting since ${since ?? 'an unknown time'}`,
  )
  return [
    ...wrapWords(
      [...off, ...troubles].map((trouble) => visible(`! ${trouble}`)),
      columns,
    ),
    [
      span === undefined
        ? `${seconds?.toFixed(1)} s, ${wholeNumber(samples)} samples`
        : span.join(', '),
      ...shareNotes(shares, blind),
      ...(blind ? ['only own statements visible (grant pg_read_all_stats)'] : []),
    ].join(' · '),
  ]
}

function shareNotes(shares: SlowShares, isBlind: boolean): string[] {
  const { withLine, withTags, untagged, unread } = shares
  if (withTags + untagged + unread === 0)
    return [isBlind ? 'no statement of this user has ended' : 'no statement has ended']
  return [
    `${percent(withLine)} of the time with a line`,
    ...(withTags > withLine ? [`${percent(withTags)} with tags`] : []),
    ...(unread > 0 ? [`${percent(unread)} in statements whose text was not read`] : []),
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

/** Time and calls are per statement; only samples show which line sent them. */
function renderSites(row: SlowRow, terminal: Terminal): string[] {
  const { sites, lineless } = row
  if (sites.size + lineless.size === 0) return renderSite(firstSeen(row), terminal)
  const lines = sites.ranked().map(([site, samples]) => {
    return { site, samples, work: row.works.get(site)?.summary() }
  })
  const works = lineless.ranked().map(([site, samples]) => ({ site, samples, work: undefined }))
  return [...lines, ...works].slice(0, maxSites).flatMap(({ samples, ...line }) => {
    const label = `${indent}≈ ${percent(samples / row.samples)} (${samples} samples)  `
    return renderSite({ label, ...line }, terminal)
  })
}

function firstSeen({ firstSeen: tags, statement }: SlowRow): SiteLine {
  if (statement === '') return { label: indent, site: '(text not read)' }
  const site = siteOf(tags)
  const label = Object.keys(tags).length === 0 ? indent : `${indent}first seen at  `
  return { label, site: nameOf(tags), work: site === undefined ? undefined : workOf(tags) }
}

function perCall({ calls }: SlowRow, value: number): string {
  return calls > 0 ? count(value / calls) : '–'
}

function bytesPerCall({ calls }: SlowRow, blocks: number): string {
  return calls > 0 ? bytes((blocks * blockSize) / calls) : '–'
}
