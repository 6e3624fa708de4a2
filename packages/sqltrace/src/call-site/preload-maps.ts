import { readFileSync, statSync } from 'node:fs'
import type { Entry } from './capture.js'
import { loadedFiles } from './loaded-files.js'
import { findMapUrl, mapSize } from './map-text.js'
import { mostBytesAtOnce } from './script-source.js'
import { mapWorker } from './worker/map-worker.js'

/** No script that is smaller has a map that is too big to read at once. */
const fewestBytes = 64 * 1024

const looked = new Set<string>()

/** Lets the worker read the big maps of the scripts that are loaded by now. */
export function preloadMaps(entry: Entry): void {
  for (const file of loadedFiles(entry)) {
    if (looked.has(file)) continue
    looked.add(file)
    preloadMap(file)
  }
}

function preloadMap(path: string): void {
  if (/[\\/]node_modules[\\/]/.test(path)) return
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats || stats.size < fewestBytes) return
  if (stats.size > mostBytesAtOnce || hasBigMap(path)) {
    mapWorker().load({ path, modified: stats.mtimeMs })
  }
}

function hasBigMap(path: string): boolean {
  try {
    const url = findMapUrl(readFileSync(path, 'utf8'))
    return url !== undefined && mapSize(path, url) > mostBytesAtOnce
  } catch {
    return false
  }
}
