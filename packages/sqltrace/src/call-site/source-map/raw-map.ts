import { JsonCursor } from './json-cursor.js'
import type { JsonReader } from './json-cursor.js'

/** What positions need of a source map, or of one section of it. */
export interface RawMap {
  readonly version: unknown
  readonly sourceRoot?: string
  readonly sources: readonly string[]
  readonly mappings: string
}

/** A map that is made of others. */
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

/** Reads a source map, whose form nobody has checked, and passes what positions don't need. */
export function readRawMap(bytes: Buffer): RawMap | SectionedMap {
  return map(new JsonCursor(bytes)) as RawMap | SectionedMap
}

/** How much of a map says positions. */
export function mappingsSize(map: RawMap | SectionedMap): number {
  if (!('sections' in map)) return map.mappings.length
  return map.sections.reduce((size, section) => size + section.map.mappings.length, 0)
}
