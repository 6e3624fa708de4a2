const encodedBytes = /(?:%[0-9a-f]{2})+/gi

/**
 * Decodes a value as other writers encode it too: `\'` and `''` for a quote, `+` for a blank,
 * `%%` for a percent sign that went through a formatter. What does not decode stays as it is.
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
