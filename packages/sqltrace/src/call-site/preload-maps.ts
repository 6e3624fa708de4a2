import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import type { Stats } from 'node:fs'
import type { Entry } from './capture.js'
import { loadedFiles } from './loaded-files.js'
import { findMapUrl, mapSize } from './map-text.js'
import { mostAtOnce } from './script-source.js'
import { mapWorker } from './worker/map-worker.js'

/** Hardly a smaller script has a map that is too big to read at once; the first query would find it. */
const fewestBytes = 32 * 1024

/** Where tools name a map that is a file. */
const endBytes = 1024

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
  if (stats.size > mostAtOnce.script || hasBigMap(path, stats)) {
    mapWorker().load({ path, modified: stats.mtimeMs })
  }
}

/** Whether there may be more mappings than the main thread reads. */
function hasBigMap(path: string, stats: Stats): boolean {
  try {
    const url = findMapUrl(readEnd(path, stats)) ?? inlineUrl(path, stats)
    return url !== undefined && mapSize(path, url) > mostAtOnce.mappings
  } catch {
    return false
  }
}

/** A map that is written into its script begins far from the end. */
function inlineUrl(path: string, { size }: Stats): string | undefined {
  return size > mostAtOnce.mappings ? findMapUrl(readFileSync(path, 'utf8')) : undefined
}

function readEnd(path: string, { size }: Stats): string {
  const file = openSync(path, 'r')
  try {
    const end = Buffer.alloc(endBytes)
    return end.toString('utf8', 0, readSync(file, end, 0, endBytes, size - endBytes))
  } finally {
    closeSync(file)
  }
}
