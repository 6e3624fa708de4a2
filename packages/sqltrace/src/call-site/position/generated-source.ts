import type { CallText, CallTextReader } from '../own-code/call-text.js'
import { isLibraryCall } from '../own-code/is-library-call.js'
import { framePosition } from './position-source.js'
import type { Location, PositionSource } from './position-source.js'
import type { Position } from '../source-map/position.js'

/** For generated text without a usable map: generated positions, except for Kysely's bundled code. */
export function generatedSource(path: string, callText: CallTextReader): PositionSource {
  return (frame, depth) =>
    generatedPlace(framePosition(path, frame), callText(frame.getPosition()), depth)
}

/** The same for a single position. */
export function generatedPlace(
  { path, line, column }: Position,
  text: CallText,
  depth: number,
): Location | 'library' {
  return isLibraryCall(text, depth) ? 'library' : { path, line, column, mapped: false }
}
