import { encodeSegment, Mappings } from './mappings.js'
import type { Offset, RawMap, SectionedMap } from './raw-map.js'
import { fullName, isBundlerUrl, libraryScheme } from './is-bundler-url.js'
import type { Position } from './position.js'
import { mapSourcePosition } from './map-source-position.js'

/** Returns the original of a generated position, or `undefined` if the map has none. */
export type PositionMapper = (line: number, column: number) => Position | undefined

/** Creates the mapper for a map in `file`; its sources are relative to that file. */
export function createMapper(file: string, map: RawMap | SectionedMap): PositionMapper {
  if (!('sections' in map)) return mapWith(file, map)
  const sections = map.sections.map((section) => ({
    offset: section.offset,
    find: mapWith(file, section.map),
  }))
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
 * `source-map-support` parses a whole map at once, which takes 70 ms and 12 MB of heap per megabyte.
 * So we give it only the segment that we need, as a map for the first column of the first line.
 */
function mapWith(file: string, { version, sourceRoot, sources, mappings }: RawMap): PositionMapper {
  if (!Array.isArray(sources)) throw new TypeError('A source map without sources')
  const segments = new Mappings(String(mappings))
  const isUrlMap = isBundlerUrl(`${sourceRoot}`) || sources.some(isBundlerUrl)
  return (line, column) => {
    const segment = segments.find(line - 1, column - 1)
    const source: unknown = segment && sources[segment.source]
    if (!segment || typeof source !== 'string') return undefined
    const only = { sources: [source], names: [], mappings: encodeSegment(segment) }
    const map = { file, json: JSON.stringify({ version, sourceRoot, ...only }) }
    const position = mapSourcePosition(map, 1, 1)
    if (!position || !isUrlMap) return position
    const url = fullName(source, sourceRoot)
    return { ...position, path: isBundlerUrl(url) ? url : `${libraryScheme}${source}` }
  }
}
