import type { Frames } from './capture.js'
import { isLibrary } from './own-code.js'
import { isOwnPosition } from './own-marks.js'
import { scriptPath } from './script-path.js'

/** The innermost file of the app's own on the stack, as far as paths tell. */
export function callingFile(frames: Frames): string | undefined {
  for (const frame of frames) {
    const name = frame.getScriptNameOrSourceURL() ?? ''
    const path = scriptPath(name)
    if (path === undefined || /[\\/]node_modules[\\/]/.test(path) || isLibrary(path)) continue
    if (!isOwnPosition(name, undefined, frame.getPosition())) return path
  }
  return undefined
}
