import { limits } from '../../runtime/limits.js'
import { realpathSync, statSync } from 'node:fs'
import type { Stats } from 'node:fs'
import { bigMapSource } from './big-map-source.js'
import { readCallText } from '../own-code/call-text.js'
import { generatedSource } from './generated-source.js'
import { findMapUrl, mapFile, mapSize, readMap } from '../source-map/find-map-url.js'
import { installedHook } from './installed-hook.js'
import { hasRunningMap, isMapOfRunning } from '../source-map/is-map-of-running.js'
import { originalPlace } from './original-place.js'
import type { Built } from '../source-map/original-path.js'
import { framePosition, unknownSource } from './position-source.js'
import type { PositionSource } from './position-source.js'
import { readRunningText } from './read-running-text.js'
import { mappingsSize } from '../source-map/raw-map.js'
import type { RawMap, SectionedMap } from '../source-map/raw-map.js'
import { createMapper } from '../source-map/create-mapper.js'
import type { PositionMapper } from '../source-map/create-mapper.js'
import { transformedSource } from './transformed-source.js'
import { writtenSource } from './written-source.js'

const javaScript = /\.[cm]?js$/

/** A text that V8 runs under a name. */
export interface Script {
  /** `undefined` for a large script: V8 needs 7 ms to hash a megabyte. */
  readonly hash: string | undefined
  readonly locate: PositionSource
}

/** Chooses how to find positions in a script, depending on what V8 runs under that name. */
export function openScript(path: string, frame: NodeJS.CallSite, root: string): Script {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats && stats.size > limits.mainThread.script && isRunUnchanged(path))
    return { hash: undefined, locate: bigScript({ generated: path, root }, stats) }
  const hash = frame.getScriptHash()
  const text = readRunningText(path, hash)
  const locate =
    text === undefined ? transformedSource(path, frame, root) : textSource(path, text, root)
  return { hash, locate }
}

/** Tools that compile at run time install a stack trace hook; but so may an app, so the entry file always counts. */
function isRunUnchanged(path: string): boolean {
  return javaScript.test(path) && (installedHook() === undefined || path === entryFile())
}

/** Node.js resolves symbolic links. */
function entryFile(): string {
  const [, entry = ''] = process.argv
  return attempt(() => realpathSync(entry)) ?? entry
}

/** A file that has not changed since the process started is the one that was loaded. */
function bigScript(built: Built, { ctimeMs, mtimeMs: modified }: Stats): PositionSource {
  if (ctimeMs > performance.timeOrigin) return unknownSource
  return bigMapSource({ ...built, modified, withMap: hasRunningMap(built.generated) })
}

function textSource(path: string, text: string, root: string): PositionSource {
  const url = findMapUrl(text)
  if (url === undefined) return writtenSource(path, text)
  try {
    if (!isMapOfRunning(path, mapFile(path, url))) return generatedSource(path, readCallText(text))
    const raw = mapSize(path, url) > limits.mainThread.map ? undefined : parseMap(path, url)
    const built = { generated: path, root }
    return raw && mappingsSize(raw) <= limits.mainThread.mappings
      ? mapSource(built, createMapper(mapFile(path, url), raw), text)
      : bigMapSource({ ...built, modified: statSync(path).mtimeMs, withMap: true })
  } catch {
    return generatedSource(path, readCallText(text))
  }
}

/** The result is not validated. */
function parseMap(path: string, url: string): RawMap | SectionedMap {
  return JSON.parse(readMap(path, url).toString())
}

function mapSource(built: Built, map: PositionMapper, text: string): PositionSource {
  const withoutMap = generatedSource(built.generated, readCallText(text))
  return (frame, depth) => {
    const { line, column } = framePosition(built.generated, frame)
    const original = attempt(() => map(line, column))
    return original ? originalPlace(original, built) : withoutMap(frame, depth)
  }
}

/** A malformed map may fail only when it is used. */
function attempt<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch {
    return undefined
  }
}
