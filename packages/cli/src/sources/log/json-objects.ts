const quote = 34
const backslash = 92
const newline = 10
const open = new Set([91, 123])
const close = new Set([93, 125])
/** What a line of an indented object can begin with. */
const goesOn = /[\s{}[\],":]/

/** The end of an object was not reached, or it can't be one. */
export const unfinished = -1
export const broken = -2

/** Where the object that begins at `start` ends. A text that only looks like one is given up early. */
export function endOfObject(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) {
      at = endOfString(text, at + 1)
      if (at < 0) return at
    } else if (open.has(code)) depth++
    else if (close.has(code)) {
      if (--depth === 0) return at + 1
    } else if (code === newline && at + 1 < text.length && !goesOn.test(text.charAt(at + 1)))
      return broken
  }
  return unfinished
}

/** A raw line break ends no string of JSON: it shows that this is none. */
function endOfString(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === backslash) at++
    else if (code === quote) return at
    else if (code === newline) return broken
  }
  return unfinished
}
