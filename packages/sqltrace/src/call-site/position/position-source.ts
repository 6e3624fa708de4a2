import type { Position } from '../source-map/position.js'

/** Where a frame is. */
export interface Location extends Position {
  /** `false` if it is in the generated file. */
  readonly mapped: boolean
  /** `true` while the map is being read; a later answer may be better. */
  readonly isProvisional?: boolean
}

/**
 * Finds the positions of a script's frames. `depth` is the number of frames between the frame and
 * our entry point. `library`: the frame belongs to a library that was bundled with the app;
 * `unknown`: no position is certain; `not yet`: the script is being read.
 */
export type PositionSource = (
  frame: NodeJS.CallSite,
  depth: number,
) => Location | 'library' | 'unknown' | 'not yet'

/** For a script whose running text is unknown. */
export const unknownSource: PositionSource = () => 'unknown'

/** A frame's position in the text that V8 runs. */
export function framePosition(path: string, frame: NodeJS.CallSite): Position {
  return { path, line: frame.getLineNumber() ?? 0, column: frame.getColumnNumber() ?? 0 }
}
