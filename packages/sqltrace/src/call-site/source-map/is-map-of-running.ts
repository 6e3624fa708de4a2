import { statSync } from 'node:fs'
import { loadedModule, loadedModules } from '../stack/loaded-module.js'
import { mapUrlAtEnd } from './map-url-at-end.js'
import { mapFile } from './find-map-url.js'

const knownSince = new WeakMap<object, number>()

/** Notes which CommonJS modules are loaded by now. */
export function noteLoaded(): void {
  const now = Date.now()
  for (const module of loadedModules()) if (!knownSince.has(module)) knownSince.set(module, now)
}

/**
 * Whether the map in `file` can be the one of the script that runs. A release that is copied over a running one may
 * differ in comments alone: its script is the same text, and its map names other lines.
 */
export function isMapOfRunning(path: string, file: string): boolean {
  if (file === path) return true
  const { ctimeMs } = statSync(file)
  if (ctimeMs <= performance.timeOrigin) return true
  const module = loadedModule(path)
  return module !== undefined && ctimeMs <= (knownSince.get(module) ?? Infinity)
}

/** The same for a script that isn't read. */
export function hasRunningMap(path: string): boolean {
  try {
    const url = mapUrlAtEnd(path)
    return url === undefined || isMapOfRunning(path, mapFile(path, url))
  } catch {
    return true
  }
}
