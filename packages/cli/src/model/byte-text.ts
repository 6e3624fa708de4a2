const ascii = /^[\0-\x7f]*$/

/** A text as its bytes, one character each: the form that logs are read in. */
export function toBytes(text: string): string {
  return ascii.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1')
}

/** A copy of bytes as the text that they encode; what is no UTF-8 becomes U+FFFD. */
export function decodeBytes(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
