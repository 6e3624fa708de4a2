import type { LoadRow } from '../model/load-table.js'
import { groupings, type GroupBy } from '../analysis/group-load.js'
import type { Key } from './screen.js'

export type Sorting = 'load' | 'longest' | 'statements'

/** The user's selections in the live view. */
export interface TopState {
  readonly page: 'list' | 'detail' | 'help'
  readonly by: GroupBy
  readonly sort: Sorting
  readonly filter: string
  readonly isTyping: boolean
  readonly isPaused: boolean
  /** The key of the selected row. */
  readonly selected: string | undefined
  readonly scroll: number
  readonly isDone: boolean
}

const sortings: readonly Sorting[] = ['load', 'longest', 'statements']

/** The state after a key press; `rows` are those on the screen. */
export function pressKey(state: TopState, key: Key, rows: readonly LoadRow[]): TopState {
  if (key.ctrl && key.name === 'c') return { ...state, isDone: true }
  if (state.isTyping) return type(state, key)
  const name = key.name ?? key.sequence ?? ''
  const moved = move(state, name, rows)
  return moved ?? commands[name]?.(state) ?? commands[key.sequence ?? '']?.(state) ?? state
}

const commands: Readonly<Record<string, (state: TopState) => TopState>> = {
  q: (state) => ({ ...state, isDone: true }),
  g: (state) => ({
    ...state,
    by: following(groupings, state.by),
    page: 'list',
    selected: undefined,
  }),
  s: (state) => ({ ...state, sort: following(sortings, state.sort) }),
  p: (state) => ({ ...state, isPaused: !state.isPaused }),
  space: (state) => ({ ...state, isPaused: !state.isPaused }),
  h: toggleHelp,
  '?': toggleHelp,
  '/': (state) => ({ ...state, page: 'list', isTyping: true }),
  return: (state) => ({ ...state, page: state.page === 'list' ? 'detail' : 'list', scroll: 0 }),
  escape: (state) =>
    state.page === 'list' ? { ...state, filter: '' } : { ...state, page: 'list' },
}

function toggleHelp(state: TopState): TopState {
  return { ...state, page: state.page === 'help' ? 'list' : 'help', scroll: 0 }
}

const steps: Readonly<Record<string, number>> = {
  up: -1,
  k: -1,
  down: 1,
  j: 1,
  pageup: -10,
  pagedown: 10,
}

function move(state: TopState, name: string, rows: readonly LoadRow[]): TopState | undefined {
  const step = steps[name]
  if (step === undefined) return undefined
  if (state.page !== 'list') return { ...state, scroll: Math.max(0, state.scroll + step) }
  const index = rows.findIndex(({ key }) => key === state.selected)
  const next = rows[Math.min(rows.length - 1, Math.max(0, index + step))]
  return { ...state, selected: next?.key }
}

/** Adds keys to the filter until Enter or Escape. */
function type(state: TopState, { name, sequence = '', ctrl }: Key): TopState {
  if (name === 'return') return { ...state, isTyping: false }
  if (name === 'escape') return { ...state, isTyping: false, filter: '' }
  if (name === 'backspace')
    return { ...state, filter: Array.from(state.filter).slice(0, -1).join('') }
  const isText = !ctrl && sequence !== '' && !/\p{C}/u.test(sequence)
  return isText ? { ...state, filter: state.filter + sequence } : state
}

function following<T>(list: readonly T[], value: T): T {
  return list[(list.indexOf(value) + 1) % list.length] as T
}
