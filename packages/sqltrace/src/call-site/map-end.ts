import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { findMapUrl } from './map-text.js'

/** Where tools name a map that is a file. */
const endBytes = 1024

/** The map's URL at the end of a script that isn't read as a whole; `undefined` where the map stands in the script. */
export function mapUrlAtEnd(path: string): string | undefined {
  const { size } = statSync(path)
  const file = openSync(path, 'r')
  try {
    const end = Buffer.alloc(endBytes)
    return findMapUrl(
      end.toString('utf8', 0, readSync(file, end, 0, endBytes, Math.max(0, size - endBytes))),
    )
  } finally {
    closeSync(file)
  }
}
