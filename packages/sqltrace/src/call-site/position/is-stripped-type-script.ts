import nodeModule from 'node:module'
import { readRegularFile } from '../../runtime/read-regular-file.js'
import { sha256 } from './read-running-text.js'

const typeScript = /\.[cm]?ts$/

/** Whether a script is a file whose types Node.js has replaced with spaces, which changes no position. */
export function isStrippedTypeScript(path: string, frame: NodeJS.CallSite): boolean {
  const { stripTypeScriptTypes } = nodeModule as { stripTypeScriptTypes?: (text: string) => string }
  if (!stripTypeScriptTypes || !typeScript.test(path)) return false
  try {
    const text = withoutWarning(() => stripTypeScriptTypes(readRegularFile(path).toString()))
    // Node.js's loader appends the name; the exported function doesn't.
    const loaded = `${text}\n\n//# sourceURL=${frame.getScriptNameOrSourceURL()}`
    return [loaded, text].some((candidate) => sha256(candidate) === frame.getScriptHash())
  } catch {
    return false
  }
}

/** The function emits an experimental warning through `process.emitWarning`. */
function withoutWarning<T>(run: () => T): T {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    return run()
  } finally {
    process.emitWarning = emitWarning
  }
}
