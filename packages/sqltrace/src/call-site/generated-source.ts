import type { CallTextReader } from './call-text.js'
import { isLibraryCall } from './library-call.js'
import { framePosition } from './position-source.js'
import type { PositionSource } from './position-source.js'

/** For generated text without a usable map: its own positions, but none of Kysely inside it. */
export function generatedSource(path: string, callText: CallTextReader): PositionSource {
  return (frame, depth) =>
    isLibraryCall(callText(frame.getPosition()), depth)
      ? 'library'
      : { ...framePosition(path, frame), mapped: false }
}
