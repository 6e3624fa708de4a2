import { createHash } from 'node:crypto'
import { readRegularFile } from '../../runtime/read-regular-file.js'

/** Scripts that a loader changes are written by hand; a bigger file is something else. */
const maxBytes = 64 * 1024 * 1024

/** The text of a file, if and only if it is what V8 runs under that name. */
export function readRunningText(path: string, scriptHash: string): string | undefined {
  const text = readText(path)
  return text !== undefined && sha256(text) === scriptHash ? text : undefined
}

function readText(path: string): string | undefined {
  try {
    // Node strips a byte order mark before it compiles.
    return readRegularFile(path, maxBytes)
      .toString()
      .replace(/^\uFEFF/, '')
  } catch {
    return undefined
  }
}

/** As V8 computes the hash of a script. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
