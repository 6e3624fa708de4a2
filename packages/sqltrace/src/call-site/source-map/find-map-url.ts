import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readRegularFile, regularFileSize } from '../../runtime/read-regular-file.js'

const name = 'sourceMappingURL='
const commentStart = /(?:\/\/|\/\*)[#@][ \t]*$/
const maxCommentStart = 40

/** The URL in the last `sourceMappingURL` comment of generated code. */
export function findMapUrl(text: string): string | undefined {
  for (let at = text.lastIndexOf(name); at > 0; at = text.lastIndexOf(name, at - 1)) {
    const url = commentStart.test(text.slice(Math.max(0, at - maxCommentStart), at))
      ? urlAt(text, at + name.length)
      : ''
    if (url !== '' && !/['"`]/.test(url)) return url
  }
  return undefined
}

/** The text up to the end of the line, or up to the end of a block comment that closes there. */
function urlAt(text: string, start: number): string {
  const end = text.slice(start).search(/[\n\r]/)
  const rest = text.slice(start, end < 0 ? undefined : start + end).trimEnd()
  return rest.endsWith('*/') ? rest.slice(0, -2).trimEnd() : rest
}

/** The file of the map that `url` in `file` refers to; `file` itself if the map is inline. */
export function mapFile(file: string, url: string): string {
  if (url.startsWith('data:')) return file
  if (url.startsWith('file:')) return fileURLToPath(url)
  const raw = resolve(dirname(file), url)
  return existsSync(raw) ? raw : resolve(dirname(file), decodeURIComponent(url))
}

/** The size of a map in bytes, without reading it. */
export function mapSize(file: string, url: string): number {
  return url.startsWith('data:') ? url.length : regularFileSize(mapFile(file, url))
}

/** The content of the map that `url` in `file` refers to. */
export function readMap(file: string, url: string): Buffer {
  return url.startsWith('data:') ? decodeDataUrl(url) : readRegularFile(mapFile(file, url))
}

function decodeDataUrl(url: string): Buffer {
  const comma = url.indexOf(',')
  const body = url.slice(comma + 1)
  const isBase64 = url.slice(0, comma).endsWith(';base64')
  return isBase64 ? Buffer.from(body, 'base64') : Buffer.from(decodeURIComponent(body))
}
