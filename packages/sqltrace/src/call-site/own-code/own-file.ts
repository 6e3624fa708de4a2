import { captureFrames } from '../stack/capture.js'
import { scriptPath } from '../stack/script-path.js'

let file: string | undefined

/** The file that this library runs from: its own, or a bundle. */
export function ownFile(): string {
  return (file ??= scriptPath(frameHere()?.getFileName() ?? '') ?? '')
}

function frameHere(): NodeJS.CallSite | undefined {
  const capture = () => captureFrames(capture, 1)
  return capture()[0]
}
