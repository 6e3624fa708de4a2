import { statSync } from 'node:fs'
import type { Stats } from 'node:fs'
import type { Frames } from '../stack/capture.js'
import { readEarly } from './read-early.js'
import { callingFiles, filesNearby } from './calling-files.js'
import { hasRunningMap, noteLoaded } from '../source-map/is-map-of-running.js'
import { mapUrlAtEnd } from '../source-map/map-url-at-end.js'
import { findMapUrl, mapSize } from '../source-map/find-map-url.js'
import { readRegularFile } from '../../runtime/read-regular-file.js'
import { limits } from '../../runtime/limits.js'
import { isStarting } from '../stack/is-starting.js'
import { mapWorker } from './map-worker.js'

/** Hardly a smaller script has a map that is too big to read at once; the first query would find it. */
const minBytes = 32 * 1024

const looked = new Set<string>()

/**
 * Reads the big maps of the scripts that are loaded by now, for whoever calls: at once where the process is starting,
 * else by the worker.
 */
export function preloadMaps(frames: Frames): void {
  noteLoaded()
  const calling = callingFiles(frames)
  const isEarly = isStarting(frames)
  for (const file of calling) preloadOnce(file, isEarly)
  for (const file of filesNearby(calling)) preloadOnce(file, false)
}

function preloadOnce(path: string, isEarly: boolean): void {
  if (looked.has(path)) return
  looked.add(path)
  preloadMap(path, isEarly)
}

function preloadMap(path: string, isEarly: boolean): void {
  if (/[\\/]node_modules[\\/]/.test(path)) return
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats?.isFile() || stats.size < minBytes) return
  const map = sizeOfMap(path, stats)
  if (stats.size <= limits.atOnce.script && map <= limits.atOnce.mappings) return
  const script = { path, modified: stats.mtimeMs }
  const withMap = hasRunningMap(path)
  if (isEarly && withMap && readEarly(script, { script: stats.size, map })) return
  mapWorker().load(script, withMap)
}

/** As far as the script tells; a map that is written into it is a part of it. */
function sizeOfMap(path: string, stats: Stats): number {
  try {
    const url = mapUrlAtEnd(path) ?? inlineUrl(path, stats)
    return url === undefined ? 0 : mapSize(path, url)
  } catch {
    return 0
  }
}

/** A map that is written into its script begins far from the end. */
function inlineUrl(path: string, { size }: Stats): string | undefined {
  const isLikely = size > limits.atOnce.mappings && size <= limits.atOnce.script
  return isLikely ? findMapUrl(readRegularFile(path).toString()) : undefined
}
