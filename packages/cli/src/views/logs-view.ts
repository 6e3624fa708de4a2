import type { LogKind } from '../grouping/log-event.js'
import type { LogGroup } from '../grouping/log-groups.js'
import { renderTable, type Column } from './table.js'
import type { Terminal } from './terminal.js'
import { bytes, count, duration } from './units.js'

const total: Column<LogGroup> = column('TOTAL', 8, ({ milliseconds }) => time(milliseconds))
const longest: Column<LogGroup> = column('LONGEST', 6, ({ longest: ms }) => time(ms))
const size: Column<LogGroup> = column('SIZE', 8, (group) => bytes(group.bytes))
const times: Column<LogGroup> = column('COUNT', 7, (group) => count(group.count))

const site: Column<LogGroup> = {
  title: 'FILE:LINE',
  keep: 9,
  min: 20,
  cut: 'start',
  cell: ({ sites }) => (sites.length === 0 ? '(untagged)' : sites.join(' ⇄ ')),
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
    columns: [total, times, longest, site, route, statement],
  },
  {
    kind: 'plan',
    title: 'Plans by auto_explain',
    columns: [total, times, longest, site, route, statement],
  },
  { kind: 'error', title: 'Errors', columns: [times, site, route, message] },
  { kind: 'deadlock', title: 'Deadlocks', columns: [times, site, route, statement] },
  { kind: 'timeout', title: 'Cancelled', columns: [times, site, route, message] },
  {
    kind: 'lock_wait',
    title: 'Lock waits',
    columns: [total, times, longest, site, route, statement],
  },
  { kind: 'temp_file', title: 'Temporary files', columns: [size, times, site, route, statement] },
]

/** Renders a table for each kind of event, with its `limit` worst lines of code. */
export function renderLogGroups(
  groups: readonly LogGroup[],
  limit: number,
  terminal: Terminal,
): string[] {
  return sections
    .map(({ kind, title, columns }) => {
      const rows = groups.filter((group) => group.kind === kind)
      if (rows.length === 0) return []
      const more = rows.length > limit ? ` (${limit} of ${rows.length} lines of code)` : ''
      const table = renderTable(
        rows.slice(0, limit),
        columns,
        terminal.columns,
        terminal.colors.dim,
      )
      return [terminal.colors.bold(title + more), ...table, '']
    })
    .flat()
}

function column(title: string, keep: number, cell: (group: LogGroup) => string): Column<LogGroup> {
  return { title, keep, min: 7, align: 'right', cell }
}

function time(milliseconds: number): string {
  return milliseconds === 0 ? '–' : duration(milliseconds / 1000)
}
