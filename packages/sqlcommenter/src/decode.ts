const encodedBytes = /(?:%[0-9a-f]{2})+/gi

/**
 * Decodes a value, including other writers' encodings: `\'` and `''` for a quote, `+` for a space,
 * `%%` for a percent sign that went through a formatter. Invalid encoding is kept as is.
 */
export function decode(text: string): string {
  if (!/[%+'\\]/.test(text)) return text
  return text
    .replace(/\\'|''/g, "'")
    .replaceAll('+', ' ')
    .replaceAll('%%', '%')
    .replace(encodedBytes, decodeBytes)
}

function decodeBytes(bytes: string): string {
  try {
    return decodeURIComponent(bytes)
  } catch {
    return bytes
  }
}
