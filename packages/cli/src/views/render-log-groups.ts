import type { LogKind } from '../analysis/logs/log-event.js'
import type { LogGroup } from '../analysis/logs/log-groups.js'
import type { LogGrouping } from '../analysis/logs/names-of.js'
import { renderTable, type Column } from './render-table.js'
import type { Terminal } from './terminal.js'
import { bytes, count, duration } from '../model/units.js'

const total: Column<LogGroup> = column('TOTAL', 8, ({ milliseconds }) => time(milliseconds))
const p50: Column<LogGroup> = percentile('P50', 0.5)
const p95: Column<LogGroup> = percentile('P95', 0.95)
const p99: Column<LogGroup> = percentile('P99', 0.99)
const longest: Column<LogGroup> = column('LONGEST', 6, ({ longest: ms }) => time(ms))
const size: Column<LogGroup> = column('SIZE', 8, (group) => bytes(group.bytes))
const times: Column<LogGroup> = column('COUNT', 7, (group) => count(group.count))

/** The column title for each grouping, and the text shown for unknown names. */
const titles: Readonly<Record<LogGrouping, readonly [title: string, unknown: string]>> = {
  line: ['FILE:LINE', '(untagged)'],
  file: ['FILE', '(untagged)'],
  route: ['ROUTE', '(no route)'],
  application: ['APPLICATION', '(unknown)'],
  user: ['USER', '(unknown)'],
  database: ['DATABASE', '(unknown)'],
}
const name: Column<LogGroup> = {
  title: '',
  keep: 9,
  min: 20,
  cut: 'start',
  cell: ({ names }) => names.join(' ⇄ '),
}
const route: Column<LogGroup> = {
  title: 'ROUTE',
  keep: 5,
  min: 14,
  cell: ({ works }) => works.summary(),
}
const message: Column<LogGroup> = {
  title: 'MESSAGE',
  keep: 4,
  min: 14,
  cell: ({ messages }) => messages.summary(),
}
const statement: Column<LogGroup> = {
  title: 'STATEMENT',
  keep: 3,
  min: 14,
  cell: (group) => group.statement,
}

const sections: readonly { kind: LogKind; title: string; columns: Column<LogGroup>[] }[] = [
  {
    kind: 'slow',
    title: 'Slow statements',
    columns: [total, times, p50, p95, p99, longest, name, route, statement],
  },
  {
    kind: 'plan',
    title: 'Plans by auto_explain',
    columns: [total, times, longest, name, route, statement],
  },
  { kind: 'error', title: 'Errors', columns: [times, name, route, message] },
  { kind: 'deadlock', title: 'Deadlocks', columns: [times, name, route, statement] },
  { kind: 'timeout', title: 'Cancelled', columns: [times, name, route, message] },
  {
    kind: 'lock_wait',
    title: 'Lock waits',
    columns: [total, times, longest, name, route, statement],
  },
  { kind: 'temp_file', title: 'Temporary files', columns: [size, times, name, route, statement] },
]

/** Renders one table per kind of event, each with its `limit` worst rows. */
export function renderLogGroups(
  groups: readonly LogGroup[],
  by: LogGrouping,
  limit: number,
  terminal: Terminal,
): string[] {
  return sections
    .map(({ kind, title, columns }) => {
      const rows = groups.filter((group) => group.kind === kind)
      if (rows.length === 0) return []
      const more = rows.length > limit ? ` (${limit} of ${rows.length} rows)` : ''
      const table = renderTable(
        rows.slice(0, limit),
        columnsBy(columns, by),
        terminal.columns,
        terminal.colors.dim,
      )
      return [terminal.colors.bold(title + more), ...table, '']
    })
    .flat()
}

/** Rows that are routes need no route column. */
function columnsBy(columns: readonly Column<LogGroup>[], by: LogGrouping): Column<LogGroup>[] {
  const [title, unknown] = titles[by]
  const cell = ({ names }: LogGroup) => names.join(' ⇄ ') || unknown
  return columns
    .filter((one) => by !== 'route' || one !== route)
    .map((one) => (one === name ? { ...name, title, cell } : one))
}

function percentile(title: string, share: number): Column<LogGroup> {
  const value = (group: LogGroup) => Math.min(group.durations.at(share), group.longest)
  return column(title, 2, (group) => time(value(group)))
}

function column(title: string, keep: number, cell: (group: LogGroup) => string): Column<LogGroup> {
  return { title, keep, min: 7, align: 'right', cell }
}

function time(milliseconds: number): string {
  return milliseconds === 0 ? '–' : duration(milliseconds / 1000)
}
