import type { LoadRow } from '../model/load-table.js'
import type { Counter } from '../model/counter.js'
import type { SourceFile } from '../sources/code/source-tree.js'
import type { Place } from '../model/place.js'
import { excerpt, renderExcerpt } from './excerpt.js'
import { cutEnd, joinToLines } from './fit.js'
import type { Terminal } from './terminal.js'
import { visible } from './visible.js'

/** One row in full, with the source of its line. */
export interface Detail {
  readonly row: LoadRow
  readonly place: Place | undefined
  readonly label: string
  readonly files: readonly SourceFile[]
}

/** Renders a row's routes, statements, sessions and source. */
export function renderDetail({ row, place, label, files }: Detail, terminal: Terminal): string[] {
  const { colors, columns } = terminal
  const title = cutEnd(`${row.load.toFixed(2)}  ${visible(row.key)}`, columns)
  const sources = files.flatMap((file) => renderFile(file, place, terminal))
  return [
    colors.bold(title),
    ...section('Lines', row.sites, terminal),
    ...section('Routes and jobs', row.works, terminal),
    ...section('Statements', row.statements, terminal),
    ...section('Servers', row.servers, terminal),
    ...names('Traces', row.traces, terminal),
    ...names('Sessions now', row.pids, terminal),
    ...(place === undefined
      ? []
      : [
          '',
          colors.dim(cutEnd(sources.length > 0 ? label : `no source found (${label})`, columns)),
          ...sources,
        ]),
  ]
}

function section(title: string, counter: Counter, { colors, columns }: Terminal): string[] {
  if (counter.size === 0) return []
  const lines = counter
    .ranked()
    .map(([name, load]) => cutEnd(`${load.toFixed(2).padStart(7)}  ${visible(name)}`, columns))
  return ['', colors.dim(title), ...lines]
}

function names(title: string, counter: Counter, { colors, columns }: Terminal): string[] {
  if (counter.size === 0) return []
  const lines = joinToLines([...counter.keys()].map(visible), '  ', columns - 2)
  return ['', colors.dim(title), ...lines.map((line) => `  ${line}`)]
}

function renderFile(file: SourceFile, place: Place | undefined, terminal: Terminal): string[] {
  if (place === undefined) return []
  const name = cutEnd(visible(`${file.path}:${place.line}`), terminal.columns)
  const lines = renderExcerpt(excerpt(file.text, place.line), place.line, terminal)
  return [terminal.colors.bold(name), ...lines]
}
