import { TextDecoder } from 'node:util'

const decoders = new Map<string, TextDecoder | undefined>()

/**
 * Decodes a text in the encoding of its database. What can't be decoded remains visible as `\xe9`: SQL_ASCII may
 * contain anything, and Node.js does not support all encodings.
 */
export function decodeText(bytes: Uint8Array, encoding: string): string {
  return decodeBy(encoding, bytes) ?? escaped(bytes)
}

function decodeBy(encoding: string, bytes: Uint8Array): string | undefined {
  const decoder = decoderOf(encoding)
  try {
    // The server truncates texts at a number of bytes: `stream` drops half a character at the end.
    return decoder?.decode(bytes, { stream: true })
  } catch {
    return undefined
  } finally {
    forgetRest(decoder)
  }
}

/** What `stream` has held back must not end up in the next text. */
function forgetRest(decoder: TextDecoder | undefined): void {
  try {
    decoder?.decode()
  } catch {
    // It was half a character.
  }
}

function decoderOf(encoding: string): TextDecoder | undefined {
  if (!decoders.has(encoding)) decoders.set(encoding, newDecoder(encoding))
  return decoders.get(encoding)
}

function newDecoder(encoding: string): TextDecoder | undefined {
  const label = labelOf(encoding)
  try {
    return label === undefined
      ? undefined
      : new TextDecoder(label, { fatal: true, ignoreBOM: true })
  } catch {
    return undefined
  }
}

/** Source: PostgreSQL manual, "Character Set Support", and https://encoding.spec.whatwg.org/#names-and-labels */
const labels: Readonly<Record<string, string>> = {
  EUC_CN: 'gbk',
  EUC_JIS_2004: 'euc-jp',
  EUC_JP: 'euc-jp',
  EUC_KR: 'euc-kr',
  KOI8R: 'koi8-r',
  KOI8U: 'koi8-u',
  LATIN1: 'iso-8859-1',
  LATIN2: 'iso-8859-2',
  LATIN3: 'iso-8859-3',
  LATIN4: 'iso-8859-4',
  LATIN5: 'iso-8859-9',
  LATIN6: 'iso-8859-10',
  LATIN7: 'iso-8859-13',
  LATIN8: 'iso-8859-14',
  LATIN9: 'iso-8859-15',
  LATIN10: 'iso-8859-16',
  UTF8: 'utf-8',
  WIN866: 'ibm866',
  WIN874: 'windows-874',
}

function labelOf(encoding: string): string | undefined {
  const [, page] = /^WIN(125\d)$/.exec(encoding) ?? []
  if (page !== undefined) return `windows-${page}`
  return labels[encoding] ?? /^ISO_8859_\d$/.exec(encoding)?.[0].replaceAll('_', '-').toLowerCase()
}

const character =
  /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\x80-\xff]/g

/** Sequences that are valid UTF-8 are decoded. */
function escaped(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(character, (found) =>
      found.length > 1
        ? Buffer.from(found, 'latin1').toString('utf8')
        : `\\x${found.charCodeAt(0).toString(16)}`,
    )
}
