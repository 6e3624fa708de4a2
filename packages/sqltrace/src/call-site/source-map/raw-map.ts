import { JsonCursor } from './json-cursor.js'
import type { JsonReader } from './json-cursor.js'

/** The fields of a source map, or of one of its sections, that positions need. */
export interface RawMap {
  readonly version: unknown
  readonly sourceRoot?: string
  readonly sources: readonly string[]
  readonly mappings: string
}

/** An index map, which consists of other maps. */
export interface SectionedMap {
  readonly sections: readonly { readonly offset: Offset; readonly map: RawMap }[]
}

/** Where a section begins, counted from 0. */
export interface Offset {
  readonly line: number
  readonly column: number
}

const scalar: JsonReader = (json) => json.scalar()

const map: JsonReader = (json) =>
  json.object({
    version: scalar,
    sourceRoot: scalar,
    sources: () => json.array(scalar),
    mappings: scalar,
    sections: () => json.array(section),
  })

const section: JsonReader = (json) => {
  const found = json.object({ offset: () => json.object({ line: scalar, column: scalar }), map })
  if (!found['map']) throw new SyntaxError('A section of a source map without a map')
  return found
}

/** Reads the fields that positions need from a source map; the result is not validated. */
export function readRawMap(bytes: Buffer): RawMap | SectionedMap {
  return map(new JsonCursor(bytes)) as RawMap | SectionedMap
}

/** The total length of a map's mappings. */
export function mappingsSize(map: RawMap | SectionedMap): number {
  if (!('sections' in map)) return map.mappings.length
  return map.sections.reduce((size, section) => size + section.map.mappings.length, 0)
}
