import { readFileSync } from 'node:fs'
import { originalPath } from './original-path.js'
import { createMapper } from './source-map.js'
import type { Position } from './source-map.js'

/**
 * The original of a generated position, both counted from 1, by the map in `mapFile`; `undefined`
 * where the map doesn't know it.
 *
 * @throws where the file is missing or is no source map.
 */
export function resolvePosition(
  mapFile: string,
  line: number,
  column: number,
): Position | undefined {
  const original = createMapper({ file: mapFile, json: readFileSync(mapFile, 'utf8') })(
    line,
    column,
  )
  return original && { ...original, path: originalPath(original.path, mapFile) }
}
