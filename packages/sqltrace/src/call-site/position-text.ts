import { formatPosition } from './call-site.js'
import type { CallSite } from './call-site.js'

/** A comment has room for this many encoded characters of a path; the line stands at its end. */
const maxCharacters = 200
const texts = new WeakMap<CallSite, string>()

/** A call site as tags write it. A path that is too long loses its first folders, never the line. */
export function positionText(site: CallSite): string {
  const known = texts.get(site)
  if (known !== undefined) return known
  const text = shorten(formatPosition(site))
  texts.set(site, text)
  return text
}

function shorten(position: string): string {
  if (encodedLength(position) <= maxCharacters) return position
  const folders = position.split('/')
  while (folders.length > 1 && encodedLength(folders.join('/')) > maxCharacters) folders.shift()
  return `…/${folders.join('/')}`
}

/** Letters beyond ASCII are written as `%xx`, byte by byte. */
function encodedLength(text: string): number {
  return Buffer.from(text).reduce((length, byte) => length + (byte > 0x7e ? 3 : 1), 0)
}
