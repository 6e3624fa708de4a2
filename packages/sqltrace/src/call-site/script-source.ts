import { statSync } from 'node:fs'
import type { Stats } from 'node:fs'
import { bigMapSource } from './big-map-source.js'
import { readCallText } from './call-text.js'
import { generatedSource } from './generated-source.js'
import { findMapUrl, mapFile, mapSize, readMap } from './map-text.js'
import { installedHook } from './installed-hook.js'
import { originalPath } from './original-path.js'
import { framePosition, unknownSource } from './position-source.js'
import type { PositionSource } from './position-source.js'
import { readRunningText } from './running-text.js'
import { mappingsSize } from './raw-map.js'
import type { RawMap, SectionedMap } from './raw-map.js'
import { createMapper } from './source-map.js'
import type { PositionMapper } from './source-map.js'
import { transformedSource } from './transformed-source.js'
import { writtenSource } from './written-source.js'

/** Bytes of a script, of its map and of the mappings in it that the main thread reads within 20 ms, nothing compiled yet. */
export const mostAtOnce = { script: 512 * 1024, map: 512 * 1024, mappings: 96 * 1024 } as const

const javaScript = /\.[cm]?js$/

/** One text that V8 runs under a name. */
export interface Script {
  /** `undefined` for a big script: V8 needs 7 ms to hash a megabyte. */
  readonly hash: string | undefined
  readonly locate: PositionSource
}

/** Chooses how the positions of a script are found, by what V8 runs under that name. */
export function openScript(path: string, frame: NodeJS.CallSite): Script {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats && stats.size > mostAtOnce.script && isRunAsItIs(path))
    return { hash: undefined, locate: bigScript(path, stats) }
  const hash = frame.getScriptHash()
  const text = readRunningText(path, hash)
  const locate = text === undefined ? transformedSource(path, frame) : textSource(path, text)
  return { hash, locate }
}

/** Who compiles while the program runs knows the lines by a hook; but an app may have one as well. */
function isRunAsItIs(path: string): boolean {
  return javaScript.test(path) && (installedHook() === undefined || path === process.argv[1])
}

/** What was not touched since the process started is what it loaded. */
function bigScript(path: string, { ctimeMs, mtimeMs }: Stats): PositionSource {
  return ctimeMs <= performance.timeOrigin ? bigMapSource(path, mtimeMs) : unknownSource
}

function textSource(path: string, text: string): PositionSource {
  const url = findMapUrl(text)
  if (url === undefined) return writtenSource(path, text)
  try {
    const raw = mapSize(path, url) > mostAtOnce.map ? undefined : parseMap(path, url)
    return raw && mappingsSize(raw) <= mostAtOnce.mappings
      ? mapSource(path, createMapper(mapFile(path, url), raw), text)
      : bigMapSource(path, statSync(path).mtimeMs)
  } catch {
    return generatedSource(path, readCallText(text))
  }
}

/** Nobody has checked its form. */
function parseMap(path: string, url: string): RawMap | SectionedMap {
  return JSON.parse(readMap(path, url).toString())
}

function mapSource(path: string, map: PositionMapper, text: string): PositionSource {
  const withoutMap = generatedSource(path, readCallText(text))
  return (frame, depth) => {
    const { line, column } = framePosition(path, frame)
    const original = attempt(() => map(line, column))
    if (!original) return withoutMap(frame, depth)
    return { ...original, path: originalPath(original.path, path), mapped: true }
  }
}

/** What is broken in a map may show only where it is read. */
function attempt<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch {
    return undefined
  }
}
