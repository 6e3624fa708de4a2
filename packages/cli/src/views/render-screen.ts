import type { LoadRow } from '../model/load-table.js'
import { cutEnd } from './fit.js'
import type { Terminal } from './terminal.js'
import { renderDetail, type Detail } from './render-detail.js'
import type { TopState } from './top-state.js'
import { renderFoot, renderHead, renderRows, type LoadView } from './render-load.js'
import { visible } from './visible.js'

const markWidth = 2
/** The heading and four rows: on a small screen, other lines are dropped first. */
const minTable = 5
const lowScreen = 16
const keys = '↑↓ select  ⏎ open  g group  s sort  / filter  p pause  ? help  q quit'

const help = [
  'sqltrace top',
  '',
  'LOAD     average active sessions over the last 10 seconds',
  'WAITS    what they are doing: █ CPU  ▓ IO  ▒ lock  ░ client  · other',
  'LONGEST  age of the oldest running statement',
  '',
  '↑ ↓ j k        select a row, scroll',
  'Enter          show its statements, routes, sessions and source; go back',
  'g              group by line, file, route, application or server',
  's              sort by load, longest or number of statements',
  '/              filter; Enter keeps it, Escape clears it',
  'p or Space     pause the view; sampling continues',
  '? or h         this help',
  'q or Ctrl-C    quit',
]

/** The lines of the live view, exactly as many as the terminal has. */
export function renderScreen(
  view: LoadView,
  state: TopState,
  detail: Detail | undefined,
  terminal: Terminal,
  height: number,
): string[] {
  const head = renderTop(view, terminal, height)
  const footSpace = Math.max(0, height - head.length - minTable - 1)
  const foot = [...renderFoot(view, terminal).slice(0, footSpace), bottomLine(state, terminal)]
  const room = Math.max(1, height - foot.length)
  const body = page(view, state, detail, terminal, room, head).slice(0, room)
  const blanks = Array.from({ length: room - body.length }, () => '')
  return [...body, ...blanks, ...foot]
}

/** The rows in the order chosen by the user. */
export function sortRows(rows: readonly LoadRow[], { sort }: TopState): LoadRow[] {
  if (sort === 'load') return [...rows]
  const value = (row: LoadRow) => (sort === 'longest' ? row.longest : row.statements.size)
  return rows.toSorted((a, b) => value(b) - value(a))
}

function page(
  view: LoadView,
  state: TopState,
  detail: Detail | undefined,
  terminal: Terminal,
  room: number,
  head: readonly string[],
): string[] {
  if (state.page === 'help')
    return help.slice(state.scroll).map((line) => cutEnd(line, terminal.columns))
  if (state.page === 'detail' && detail !== undefined) {
    return renderDetail(detail, terminal).slice(state.scroll)
  }
  return [...head, ...renderList(view, state, terminal, room - head.length)]
}

/** The load, and the legend if there is room for it. */
function renderTop(view: LoadView, terminal: Terminal, height: number): string[] {
  const head = renderHead(view, terminal)
  return height < lowScreen ? head.slice(0, 1) : [...head, '']
}

function renderList(view: LoadView, state: TopState, terminal: Terminal, room: number): string[] {
  const space = Math.max(1, room - 1)
  const { rows } = view.table
  const chosen = rows.findIndex(({ key }) => key === state.selected)
  const first = Math.max(0, chosen - space + 1)
  const shown = { ...view, table: { ...view.table, rows: rows.slice(first, first + space) } }
  const inside = { ...terminal, columns: terminal.columns - markWidth }
  const [heading = '', ...lines] = renderRows(shown, inside)
  const marked = lines.map((line, index) => mark(line, index + first === chosen, terminal))
  return [' '.repeat(markWidth) + heading, ...marked]
}

/** The sign marks the selected row on terminals without colours. */
function mark(line: string, isChosen: boolean, { colors }: Terminal): string {
  return isChosen ? colors.bold(`▸ ${line}`) : `  ${line}`
}

function bottomLine(
  { filter, isTyping, isPaused, by, sort }: TopState,
  { columns, colors }: Terminal,
): string {
  if (isTyping) return cutEnd(`filter: ${visible(filter)}▏`, columns)
  const states = [
    `by ${by}, ${sort}`,
    ...(filter === '' ? [] : [`filter: ${visible(filter)}`]),
    ...(isPaused ? ['PAUSED'] : []),
  ]
  return colors.dim(cutEnd(`${states.join(' · ')}   ${keys}`, columns))
}
