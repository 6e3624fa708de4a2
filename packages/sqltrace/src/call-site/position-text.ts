import { formatPosition } from './call-site.js'
import type { CallSite } from './call-site.js'

/** Room for a position in a comment, in encoded characters. */
const maxCharacters = 200
const texts = new WeakMap<CallSite, string>()

/** A call site as tags show it. A path that is too long loses its first folders, never the line. */
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

/** Characters beyond ASCII are encoded as `%xx`, byte by byte. */
function encodedLength(text: string): number {
  return Buffer.from(text).reduce((length, byte) => length + (byte > 0x7e ? 3 : 1), 0)
}
