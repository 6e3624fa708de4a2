import { findMapUrl } from './find-map-url.js'
import { readEnd } from '../../runtime/read-regular-file.js'

/** Tools put the URL of a map file at the end. */
const endBytes = 1024

/** The map's URL at the end of a script, without reading all of it; `undefined` if the map is inline. */
export function mapUrlAtEnd(path: string): string | undefined {
  return findMapUrl(readEnd(path, endBytes).toString())
}
