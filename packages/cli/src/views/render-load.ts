import type { LoadRow, LoadTable } from '../model/load-table.js'
import { untagged, type GroupBy } from '../analysis/group-load.js'
import type { SamplerState } from '../sources/server/sampler.js'
import type { Server } from '../sources/server/server.js'
import { cutEnd, joinToLines } from './fit.js'
import { switchTo } from './switch-on.js'
import { renderTable, type Column } from './render-table.js'
import type { Terminal } from './terminal.js'
import { count, duration, percent } from '../model/units.js'
import { visible } from './visible.js'
import { colorWaits, waitBar, waitLegend } from './wait-bar.js'

/** Everything that the view of the load shows. */
export interface LoadView {
  readonly table: LoadTable
  readonly by: GroupBy
  readonly servers: readonly Server[]
  readonly states: ReadonlyMap<Server, SamplerState>
}

const barWidth = 12
const manyStatements = 10

/** The lines of `top`: a heading, the table, what the view can't see, and hints. */
export function renderLoad(view: LoadView, terminal: Terminal): string[] {
  return [
    ...renderHead(view, terminal),
    '',
    ...renderRows(view, terminal),
    '',
    ...renderFoot(view, terminal),
  ]
}

/** The total load, the servers, and the legend of the bars. */
export function renderHead({ table, servers }: LoadView, { colors, columns }: Terminal): string[] {
  const names = visible(servers.map(serverLabel).join(', '))
  return [
    colors.bold(cutEnd(`load ${table.load.toFixed(1)}   ${names}`, columns)),
    colorWaits(cutEnd(waitLegend, columns), colors),
  ]
}

/** The heading and the rows. */
export function renderRows({ table, by, servers }: LoadView, terminal: Terminal): string[] {
  const columns = loadColumns(by, table, terminal, servers.length > 1)
  return renderTable(table.rows, columns, terminal.columns, terminal.colors.dim)
}

/** What the view covers and misses, and hints. */
export function renderFoot(view: LoadView, { colors, columns }: Terminal): string[] {
  const lines = joinToLines(coverage(view), ' · ', columns)
  const wrapped = (sentence: string) => joinToLines(visible(sentence).split(' '), ' ', columns)
  return [...troubles(view).flatMap(wrapped), ...lines, ...hints(view).flatMap(wrapped)].map(
    colors.dim,
  )
}

function loadColumns(
  by: GroupBy,
  table: LoadTable,
  { colors }: Terminal,
  hasServers: boolean,
): Column<LoadRow>[] {
  const full = Math.max(...table.rows.map(({ load }) => load), 0)
  const columns: Column<LoadRow>[] = [
    { title: 'LOAD', keep: 9, min: 5, align: 'right', cell: ({ load }) => load.toFixed(2) },
    {
      title: 'WAITS',
      keep: 5,
      min: barWidth,
      cell: ({ waits }) => waitBar(waits, full, barWidth),
      style: (cell) => colorWaits(cell, colors),
    },
    {
      title: 'LONGEST',
      keep: 8,
      min: 7,
      align: 'right',
      cell: ({ longest }) => (longest > 0 ? duration(longest) : '–'),
    },
    {
      title: by === 'line' ? 'FILE:LINE' : by.toUpperCase(),
      keep: 7,
      min: 20,
      cut: 'start',
      cell: ({ key }) => key,
      style: (cell, { key }) => (key === untagged ? colors.dim(cell) : cell),
    },
  ]
  if (by === 'route')
    columns.push({
      title: 'FILE:LINE',
      keep: 6,
      min: 16,
      cut: 'start',
      cell: ({ sites }) => sites.summary(),
    })
  else columns.push({ title: 'ROUTE', keep: 6, min: 14, cell: ({ works }) => works.summary() })
  if (hasServers && by !== 'server') {
    columns.push({ title: 'SERVERS', keep: 4, min: 8, cell: ({ servers }) => servers.summary() })
  }
  return columns
}

function serverLabel({ name, facts }: Server): string {
  return facts === undefined
    ? `${name} (not connected)`
    : `${name} (${facts.role}, ${facts.version})`
}

function hints({ table, by }: LoadView): string[] {
  const busy = by === 'line' ? table.rows.find(sendsEverything) : undefined
  if (busy === undefined) return []
  return [
    `${busy.key} sends ${busy.statements.size} different statements; add it to callSite.ignore of traced() to see its callers.`,
  ]
}

function sendsEverything({ key, statements }: LoadRow): boolean {
  return key !== untagged && statements.size >= manyStatements
}

function coverage({ table, servers, states }: LoadView): string[] {
  const all = [...states.values()]
  const missed = all.reduce((sum, state) => sum + state.missed, 0)
  const taken = all.reduce((sum, state) => sum + state.taken, 0)
  const blind = servers.filter(({ facts }) => facts?.seesAll === false)
  return [
    table.load === 0 ? noSession(blind) : `${percent(table.tagged)} of load with a line`,
    ...(table.withTags > table.tagged ? [`${percent(table.withTags)} with tags`] : []),
    `${percent(table.cutOff)} of statements truncated${table.cutOff > 0 ? ' (track_activity_query_size)' : ''}`,
    blind.length === 0
      ? 'all sessions visible'
      : 'only own sessions visible (grant pg_read_all_stats)',
    `${count(taken)} ${taken === 1 ? 'sample' : 'samples'}, ${count(missed)} missed`,
    `${table.idleInTransaction} idle in transaction`,
  ]
}

function noSession({ length }: readonly Server[]): string {
  return length === 0 ? 'no active session' : 'no active session among those visible'
}

function troubles({ servers, states, table }: LoadView): string[] {
  const off = servers.filter(({ facts }) => facts?.tracksActivities === false)
  const hidden = off.length === 0 && table.hidden > 0 ? [hiddenSessions(table.hidden)] : []
  const moved = [...states.values()].filter(({ hosts }) => hosts.length > 1)
  const failed = [...states.values()].flatMap(({ trouble }) => trouble ?? [])
  return [
    ...moved.map(({ hosts }) => `the connection moved: ${hosts.slice(-3).join(' → ')}`),
    ...off.map(notTracked),
    ...hidden,
    ...failed,
  ].map((line) => `! ${line}`)
}

/** The message for a server with `track_activities` off. */
export function notTracked({ name }: Server): string {
  return `${name}: track_activities is off, so the server doesn't show what its sessions are doing; ${switchTo('track_activities', 'on')}.`
}

function hiddenSessions(number: number): string {
  const who =
    number === 1
      ? '1 session does not show what it does'
      : `${count(number)} sessions do not show what they do`
  return `${who}: track_activities is off for the user or the database (see pg_db_role_setting).`
}
