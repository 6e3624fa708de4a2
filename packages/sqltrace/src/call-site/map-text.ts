import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MapText } from './source-map.js'

const mapComment = /(?:\/\/|\/\*)[#@][ \t]*sourceMappingURL=([^'"`\n\r]+?)[ \t]*(?:\*\/[ \t]*)?$/gm

/** The URL in the last `sourceMappingURL` comment of a generated text. */
export function findMapUrl(text: string): string | undefined {
  let url: string | undefined
  for (const [, found] of text.matchAll(mapComment)) url = found
  return url
}

/** The file that holds the map which `url` names in `file`; `file` itself where the map is inline. */
export function mapFile(file: string, url: string): string {
  if (url.startsWith('data:')) return file
  if (url.startsWith('file:')) return fileURLToPath(url)
  const raw = resolve(dirname(file), url)
  return existsSync(raw) ? raw : resolve(dirname(file), decodeURIComponent(url))
}

/** The bytes that a map takes, read from its name alone. */
export function mapSize(file: string, url: string): number {
  return url.startsWith('data:') ? url.length : statSync(mapFile(file, url)).size
}

/** The map which `url` names in `file`. */
export function readMap(file: string, url: string): MapText {
  const found = mapFile(file, url)
  return { file: found, json: found === file ? decodeDataUrl(url) : readFileSync(found, 'utf8') }
}

function decodeDataUrl(url: string): string {
  const comma = url.indexOf(',')
  const body = url.slice(comma + 1)
  const isBase64 = url.slice(0, comma).endsWith(';base64')
  return isBase64 ? Buffer.from(body, 'base64').toString() : decodeURIComponent(body)
}
