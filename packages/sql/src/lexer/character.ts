/** Whitespace in PostgreSQL's lexer: space, tab, line feed, vertical tab, form feed, carriage return. */
export function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d)
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/** Letters, `_`, and everything beyond ASCII. */
export function isWordStart(code: number): boolean {
  const lower = code | 0x20
  return (lower >= 0x61 && lower <= 0x7a) || code === 0x5f || code > 0x7f
}

export function isWordPart(code: number): boolean {
  return isWordStart(code) || isDigit(code) || code === 0x24
}
