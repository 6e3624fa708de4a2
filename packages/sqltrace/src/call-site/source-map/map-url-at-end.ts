import { findMapUrl } from './find-map-url.js'
import { readEnd } from '../../runtime/read-regular-file.js'

/** Where tools name a map that is a file. */
const endBytes = 1024

/** The map's URL at the end of a script that isn't read as a whole; `undefined` where the map stands in the script. */
export function mapUrlAtEnd(path: string): string | undefined {
  return findMapUrl(readEnd(path, endBytes).toString())
}
