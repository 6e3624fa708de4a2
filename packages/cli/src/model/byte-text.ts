const ascii = /^[\0-\x7f]*$/

/** Text as its UTF-8 bytes, one character per byte: the form in which logs are read. */
export function toBytes(text: string): string {
  return ascii.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1')
}

/** Decodes a byte string into a new string; invalid UTF-8 becomes U+FFFD. */
export function decodeBytes(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
