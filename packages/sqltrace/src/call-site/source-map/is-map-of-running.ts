import { statSync } from 'node:fs'
import { loadedModule, loadedModules } from '../stack/loaded-module.js'
import { mapUrlAtEnd } from './map-url-at-end.js'
import { mapFile } from './find-map-url.js'

const knownSince = new WeakMap<object, number>()

/** Records when each loaded CommonJS module was first seen. */
export function noteLoaded(): void {
  const now = Date.now()
  for (const module of loadedModules()) if (!knownSince.has(module)) knownSince.set(module, now)
}

/**
 * Whether the map in `file` can belong to the running script. A release that is copied over a running one may differ only
 * in comments: its script has the same text, but its map refers to other lines.
 */
export function isMapOfRunning(path: string, file: string): boolean {
  if (file === path) return true
  const { ctimeMs } = statSync(file)
  if (ctimeMs <= performance.timeOrigin) return true
  const module = loadedModule(path)
  return module !== undefined && ctimeMs <= (knownSince.get(module) ?? Infinity)
}

/** The same for a script that we don't read. */
export function hasRunningMap(path: string): boolean {
  try {
    const url = mapUrlAtEnd(path)
    return url === undefined || isMapOfRunning(path, mapFile(path, url))
  } catch {
    return true
  }
}
