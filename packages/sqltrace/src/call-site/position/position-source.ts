import type { Position } from '../source-map/position.js'

/** Where a frame is. */
export interface Location extends Position {
  /** `false`: in the generated file. */
  readonly mapped: boolean
  /** `true`: the map is being read, and will tell more. */
  readonly isProvisional?: boolean
}

/**
 * Tells where the frames of one script are. `depth` counts the frames between the frame and our own
 * entry. `library`: the frame is a library's that was bundled with the app; `unknown`: no position
 * would surely be right; `not yet`: the script is being read.
 */
export type PositionSource = (
  frame: NodeJS.CallSite,
  depth: number,
) => Location | 'library' | 'unknown' | 'not yet'

/** For a script that can't be known. */
export const unknownSource: PositionSource = () => 'unknown'

/** Where a frame is in the text that V8 runs. */
export function framePosition(path: string, frame: NodeJS.CallSite): Position {
  return { path, line: frame.getLineNumber() ?? 0, column: frame.getColumnNumber() ?? 0 }
}
