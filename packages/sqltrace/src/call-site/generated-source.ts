import { isLibraryCall } from './library-call.js'
import { framePosition } from './position-source.js'
import type { PositionSource } from './position-source.js'

/** For generated text without a usable map: its own positions, but none of a library inside it. */
export function generatedSource(path: string, readText: () => string): PositionSource {
  return (frame, depth) =>
    isLibraryCall(readText(), frame.getPosition(), depth)
      ? 'library'
      : { ...framePosition(path, frame), mapped: false }
}
