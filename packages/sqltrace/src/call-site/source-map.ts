import { encodeSegment, Mappings } from './mappings.js'
import { mapSourcePosition } from './source-map-support.js'

/** A place in a file, both counted from 1. */
export interface Position {
  readonly path: string
  readonly line: number
  readonly column: number
}

/** The text of a source map, and the file that it stands in: its sources are relative to that one. */
export interface MapText {
  readonly file: string
  readonly json: string
}

/** The original of a generated position, or `undefined` where the map doesn't know it. */
export type PositionMapper = (line: number, column: number) => Position | undefined

/** What stands in a map, or in one section of it. */
interface RawMap {
  readonly version: unknown
  readonly sourceRoot?: string
  readonly sources: readonly string[]
  readonly mappings: string
}

interface SectionedMap {
  readonly sections: readonly { readonly offset: Offset; readonly map: RawMap }[]
}

interface Offset {
  readonly line: number
  readonly column: number
}

/** Reads a source map. What it keeps is little more than the text of the mappings. */
export function createMapper({ file, json }: MapText): PositionMapper {
  const parsed = JSON.parse(json) as RawMap | SectionedMap
  if (!('sections' in parsed)) return mapWith(file, parsed)
  const sections = parsed.sections.map(({ offset, map }) => ({ offset, find: mapWith(file, map) }))
  return (line, column) => {
    const section = sections.findLast(({ offset }) => isAtOrBefore(offset, line - 1, column - 1))
    if (!section) return undefined
    const { offset, find } = section
    return find(line - offset.line, line - 1 === offset.line ? column - offset.column : column)
  }
}

const isAtOrBefore = (offset: Offset, line: number, column: number) =>
  offset.line < line || (offset.line === line && offset.column <= column)

/**
 * `source-map-support` parses a whole map at once, 70 ms and 12 MB of heap for each megabyte. So it
 * is given the one segment that is asked for, at the first column of the first line.
 */
function mapWith(file: string, { version, sourceRoot, sources, mappings }: RawMap): PositionMapper {
  if (!Array.isArray(sources)) throw new TypeError('A source map without sources')
  const segments = new Mappings(String(mappings))
  return (line, column) => {
    const segment = segments.find(line - 1, column - 1)
    const source: unknown = segment && sources[segment.source]
    if (!segment || typeof source !== 'string') return undefined
    const only = { sources: [source], names: [], mappings: encodeSegment(segment) }
    return mapSourcePosition({ file, json: JSON.stringify({ version, sourceRoot, ...only }) }, 1, 1)
  }
}
