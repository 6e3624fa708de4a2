import { createHash } from 'node:crypto'
import { readRegularFile } from '../../runtime/read-regular-file.js'

/** Scripts that a loader transforms are written by hand and never this large. */
const maxBytes = 64 * 1024 * 1024

/** The text of a file, if it is exactly what V8 runs under that name. */
export function readRunningText(path: string, scriptHash: string): string | undefined {
  const text = readText(path)
  return text !== undefined && sha256(text) === scriptHash ? text : undefined
}

function readText(path: string): string | undefined {
  try {
    // Node.js strips a byte order mark before compiling.
    return readRegularFile(path, maxBytes)
      .toString()
      .replace(/^\uFEFF/, '')
  } catch {
    return undefined
  }
}

/** The same hash that V8 computes for a script. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
