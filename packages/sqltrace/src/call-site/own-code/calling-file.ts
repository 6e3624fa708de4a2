import type { Frames } from '../stack/capture.js'
import { isLibrary } from './own-code.js'
import { isOwnPosition } from './is-own-position.js'
import { scriptPath } from '../stack/script-path.js'

/** The app's innermost file on the stack, judging by paths alone. */
export function callingFile(frames: Frames): string | undefined {
  for (const frame of frames) {
    const name = frame.getScriptNameOrSourceURL() ?? ''
    const path = scriptPath(name)
    if (path === undefined || /[\\/]node_modules[\\/]/.test(path) || isLibrary(path)) continue
    if (!isOwnPosition(name, undefined, frame.getPosition())) return path
  }
  return undefined
}
