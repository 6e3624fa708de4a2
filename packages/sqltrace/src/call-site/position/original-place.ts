import { originalPath } from '../source-map/original-path.js'
import type { Built } from '../source-map/original-path.js'
import type { Location } from './position-source.js'
import type { Position } from '../source-map/position.js'

/** Where a position that a map tells is. */
export function originalPlace(original: Position, built: Built): Location | 'library' {
  const path = originalPath(original.path, built)
  return path === undefined ? 'library' : { ...original, path, mapped: true }
}
