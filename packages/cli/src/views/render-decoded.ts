import type { Place } from '../model/place.js'
import type { SourceFile } from '../sources/code/source-tree.js'
import { editorUrl, link } from './link.js'
import { excerpt, renderExcerpt } from './excerpt.js'
import type { Terminal } from './terminal.js'
import { visible } from './visible.js'

/** The tags of one comment, and the sources found for it. */
export interface DecodedTag {
  readonly tags: Readonly<Record<string, string>>
  readonly place?: Place
  readonly sourceLabel?: string
  readonly sources: readonly SourceFile[]
  readonly trace?: string
}

/** Renders one comment: its tags, its trace, and the source around its line. */
export function renderDecoded(decoded: DecodedTag, terminal: Terminal, editor: string): string[] {
  const tags = Object.entries(decoded.tags).map(
    ([key, value]) => [visible(key), visible(value)] as const,
  )
  const width = Math.max(...tags.map(([key]) => key.length), 5)
  const rows = tags.map(([key, value]) => `${terminal.colors.dim(key.padEnd(width))}  ${value}`)
  if (decoded.trace !== undefined) {
    const url = terminal.isSmart ? link(decoded.trace, decoded.trace) : decoded.trace
    rows.push(`${terminal.colors.dim('trace'.padEnd(width))}  ${url}`)
  }
  return [...rows, ...renderSource(decoded, terminal, editor)]
}

function renderSource(decoded: DecodedTag, terminal: Terminal, editor: string): string[] {
  const { place, sources, sourceLabel } = decoded
  if (place === undefined || sourceLabel === undefined) return []
  if (sources.length === 0) return [terminal.colors.dim(`no source found (${sourceLabel})`)]
  const blocks = sources.flatMap((file) => renderFile(file, place, terminal, editor))
  return [terminal.colors.dim(sourceLabel), ...blocks]
}

function renderFile(file: SourceFile, place: Place, terminal: Terminal, editor: string): string[] {
  const name = visible(`${file.path}:${place.line}`)
  const isLinked = terminal.isSmart && file.local !== undefined
  const title = isLinked ? link(name, editorUrl(editor, file.local, place)) : name
  const lines = renderExcerpt(excerpt(file.text, place.line), place.line, terminal)
  return [terminal.colors.bold(title), ...lines]
}
