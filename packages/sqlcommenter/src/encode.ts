/** How values are encoded: `readable` keeps `/` and `:`, `strict` encodes them too. */
export type Encoding = 'readable' | 'strict'

const plain = /^[\w.~-]*$/
/** Characters that can neither end a value or a comment nor confuse a parser. */
const kept = { readable: /[^\w.~!#&()/:<>@[\]^{|}-]+/gu, strict: /[^\w.~-]+/gu }
const loneSurrogate = /\p{Surrogate}/gu

/** Percent-encodes `text` (RFC 3986) so that every sqlcommenter reader decodes it to the same text. */
export function encode(text: string, encoding: Encoding): string {
  const encoded = plain.test(text) ? text : text.replace(kept[encoding], encodeRun)
  return encoded.includes('--') ? encoded.replaceAll('--', '-%2D') : encoded
}

function encodeRun(run: string): string {
  return encodeURIComponent(run.replace(loneSurrogate, '\ufffd')).replace(/[!'()*]/g, encodeByte)
}

/** `encodeURIComponent` follows RFC 2396 and leaves these five alone. */
function encodeByte(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}
