import { originalPath } from '../source-map/original-path.js'
import type { Built } from '../source-map/original-path.js'
import type { Location } from './position-source.js'
import type { Position } from '../source-map/position.js'

/** The location for an original position from a map. */
export function originalPlace(original: Position, built: Built): Location | 'library' {
  const path = originalPath(original.path, built)
  return path === undefined ? 'library' : { ...original, path, mapped: true }
}
