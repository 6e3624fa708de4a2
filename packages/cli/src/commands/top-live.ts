import type { LoadRow, LoadTable } from '../model/load-table.js'
import { groupLoad } from '../analysis/group-load.js'
import { parsePlace, siteOf, versionOf } from '../analysis/site-of.js'
import type { Sample } from '../model/sample.js'
import { Sampler } from '../sources/server/sampler.js'
import type { Server } from '../sources/server/server.js'
import { sourceTree } from '../sources/code/source-tree.js'
import { Screen } from '../views/screen.js'
import type { Terminal } from '../views/terminal.js'
import type { Detail } from '../views/render-detail.js'
import { renderScreen, sortRows } from '../views/render-screen.js'
import { pressKey, type TopState } from '../views/top-state.js'
import type { TopOptions } from './top-options.js'

const sampleAge = 10_000
const redrawEvery = 500

/** Shows the load until the user quits. */
export async function topLive(
  servers: readonly Server[],
  options: TopOptions,
  terminal: Terminal,
): Promise<void> {
  let samples: Sample[] = []
  const sampler = new Sampler(servers, options.rate, (sample) => {
    samples = [...samples.filter((old) => !isOutdated(old, sample)), sample]
  })
  const screen = new Screen()
  const detailOf = detailReader(options.root)
  let state = initialState(options)
  let table: LoadTable = groupLoad([], state.by)

  const draw = () => {
    if (!state.isPaused) table = groupLoad(sampler.ofCurrentHosts(samples), state.by, state.filter)
    table = { ...table, rows: sortRows(table.rows, state) }
    const view = { table, by: state.by, servers, states: sampler.states }
    const row = table.rows.find(({ key }) => key === state.selected)
    const detail = state.page === 'detail' && row ? detailOf(row) : undefined
    screen.draw(renderScreen(view, state, detail, terminal, screen.rows))
  }
  screen.open((key) => {
    state = pressKey(state, key, table.rows)
    if (state.isDone) sampler.stop()
    else draw()
  }, draw)
  const timer = setInterval(draw, redrawEvery)
  try {
    await sampler.run()
  } finally {
    clearInterval(timer)
    screen.close()
  }
}

/** A lost server keeps its last samples, so its rows stay in view. */
function isOutdated(old: Sample, { server, at }: Sample): boolean {
  return old.server === server && old.at < at - sampleAge
}

function initialState({ by, filter = '' }: TopOptions): TopState {
  return {
    page: 'list',
    by,
    sort: 'load',
    filter,
    isTyping: false,
    isPaused: false,
    selected: undefined,
    scroll: 0,
    isDone: false,
  }
}

/** Looks up the source of a row only once: git is too slow to run on each redraw. */
function detailReader(root: string): (row: LoadRow) => Detail {
  const found = new Map<string, Omit<Detail, 'row'>>()
  return (row) => {
    const place = parsePlace(siteOf(row.tags))
    const known = found.get(row.key) ?? lookUp(root, row, place)
    found.set(row.key, known)
    return { row, ...known }
  }
}

function lookUp(root: string, { tags }: LoadRow, place: Detail['place']): Omit<Detail, 'row'> {
  const tree = sourceTree(root, [versionOf(tags)])
  return { place, label: tree.label, files: place === undefined ? [] : tree.find(place.path) }
}
