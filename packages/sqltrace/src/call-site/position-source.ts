import { findMapUrl, readMap } from './map-text.js'
import { originalPath } from './original-path.js'
import { readRunningText } from './running-text.js'
import { createMapper } from './source-map.js'
import type { Position, PositionMapper } from './source-map.js'

/** Where a frame is, and whether that is the source or the generated file. */
export interface Location extends Position {
  readonly mapped: boolean
}

/** Tells where the frames of one script are; `undefined` where it can't know. */
export type PositionSource = (frame: NodeJS.CallSite) => Location | undefined

/** Chooses how the positions of the script `path` are found, by what V8 runs under that name. */
export function positionSource(path: string, frame: NodeJS.CallSite): PositionSource {
  const text = readRunningText(path, frame.getScriptHash())
  if (text === undefined) return unknown
  const url = findMapUrl(text)
  if (url === undefined) return asWritten(path)
  return mapped(path, url) ?? generated(path)
}

const unknown: PositionSource = () => undefined

const asWritten =
  (path: string): PositionSource =>
  (frame) => ({ ...framePosition(path, frame), mapped: true })

const generated =
  (path: string): PositionSource =>
  (frame) => ({ ...framePosition(path, frame), mapped: false })

function mapped(path: string, url: string): PositionSource | undefined {
  const map = readMapper(path, url)
  if (!map) return undefined
  return (frame) => {
    const position = framePosition(path, frame)
    const original = map(position.line, position.column)
    if (!original) return { ...position, mapped: false }
    return { ...original, path: originalPath(original.path, path), mapped: true }
  }
}

/** A map that is missing or broken leaves the generated position. */
function readMapper(path: string, url: string): PositionMapper | undefined {
  try {
    return createMapper(readMap(path, url))
  } catch {
    return undefined
  }
}

function framePosition(path: string, frame: NodeJS.CallSite): Position {
  return { path, line: frame.getLineNumber() ?? 0, column: frame.getColumnNumber() ?? 0 }
}
