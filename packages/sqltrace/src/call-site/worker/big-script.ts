import { statSync } from 'node:fs'
import { readCallText } from '../own-code/call-text.js'
import { findMapUrl, mapFile, mapSize, readMap } from '../source-map/find-map-url.js'
import { readRegularFile } from '../../runtime/read-regular-file.js'
import { readRawMap } from '../source-map/raw-map.js'
import { createMapper } from '../source-map/create-mapper.js'
import type { PositionMapper } from '../source-map/create-mapper.js'
import { LineIndex } from './line-index.js'
import type { Found, LoadRequest } from './messages.js'

/** Four times the largest map that we have seen a bundler write. */
const maxMapBytes = 256 * 1024 * 1024

/** A script that was read, with its map if it is usable. */
export class BigScript {
  readonly #text: string
  readonly #lines: LineIndex
  readonly #map: PositionMapper | undefined

  constructor({ path, modified, withMap }: LoadRequest, warmUps = 8) {
    // Node.js strips a byte order mark before compiling.
    this.#text = readRegularFile(path)
      .toString()
      .replace(/^\uFEFF/, '')
    if (statSync(path).mtimeMs !== modified) throw new Error(`${path} has changed`)
    this.#lines = new LineIndex(this.#text)
    this.#map = withMap ? tryOpenMap(path, this.#text) : undefined
    this.#warmUp(warmUps)
  }

  get isMapped(): boolean {
    return this.#map !== undefined
  }

  find(offset: number): Found {
    const generated = this.#lines.position(offset)
    return {
      original: this.#original(generated.line, generated.column),
      generated,
      callText: readCallText(this.#text)(offset),
    }
  }

  /** The first searches create checkpoints in the mappings and compile; a query must not wait for that. */
  #warmUp(times: number): void {
    for (let part = times; part > 0; part--)
      this.find(Math.floor((this.#text.length * part) / times))
  }

  /** A malformed map may fail only when it is used. */
  #original(...position: Parameters<PositionMapper>): ReturnType<PositionMapper> {
    try {
      return this.#map?.(...position)
    } catch {
      return undefined
    }
  }
}

function tryOpenMap(path: string, text: string): PositionMapper | undefined {
  try {
    return openMap(path, findMapUrl(text) ?? '')
  } catch {
    return undefined
  }
}

function openMap(path: string, url: string): PositionMapper {
  if (mapSize(path, url) > maxMapBytes) throw new Error(`The map of ${path} is too large`)
  return createMapper(mapFile(path, url), readRawMap(readMap(path, url)))
}
