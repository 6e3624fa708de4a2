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

/** Smaller scripts rarely have a map that is too large for the main thread; if so, the first query finds it. */
const minBytes = 32 * 1024

const visited = new Set<string>()

/**
 * Reads the large maps of the loaded scripts: the calling scripts' on the main thread while the process is starting,
 * others in the worker.
 */
export function preloadMaps(frames: Frames): void {
  noteLoaded()
  const calling = callingFiles(frames)
  const isEarly = isStarting(frames)
  for (const file of calling) preloadOnce(file, isEarly)
  for (const file of filesNearby(calling)) preloadOnce(file, false)
}

function preloadOnce(path: string, isEarly: boolean): void {
  if (visited.has(path)) return
  visited.add(path)
  preloadMap(path, isEarly)
}

function preloadMap(path: string, isEarly: boolean): void {
  if (/[\\/]node_modules[\\/]/.test(path)) return
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats?.isFile() || stats.size < minBytes) return
  const map = sizeOfMap(path, stats)
  if (stats.size <= limits.mainThread.script && map <= limits.mainThread.mappings) return
  const script = { path, modified: stats.mtimeMs }
  const withMap = hasRunningMap(path)
  if (isEarly && withMap && readEarly(script, { script: stats.size, map })) return
  mapWorker().load(script, withMap)
}

/** The size of a script's map, including an inline one; 0 if it is unknown. */
function sizeOfMap(path: string, stats: Stats): number {
  try {
    const url = mapUrlAtEnd(path) ?? inlineUrl(path, stats)
    return url === undefined ? 0 : mapSize(path, url)
  } catch {
    return 0
  }
}

/** An inline map begins far from the end of its script, so we read all of it. */
function inlineUrl(path: string, { size }: Stats): string | undefined {
  const isLikely = size > limits.mainThread.mappings && size <= limits.mainThread.script
  return isLikely ? findMapUrl(readRegularFile(path).toString()) : undefined
}
