const quote = 34
const backslash = 92
const newline = 10
const open = new Set([91, 123])
const close = new Set([93, 125])
/** What a line of an indented object can begin with. */
const goesOn = /[\s{}[\],":]/

/** How far an object goes. */
export interface Extent {
  readonly state: 'whole' | 'unfinished' | 'broken'
  /** Where it ends, or where it can't go on. */
  readonly end: number
}

/** The extent of the object that begins at `start`. A text that only looks like one is given up early. */
export function extentOf(text: string, start: number): Extent {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) {
      const end = endOfString(text, at + 1)
      if (end === text.length) break
      if (text.charCodeAt(end) === newline) return { state: 'broken', end }
      at = end
    } else if (open.has(code)) depth++
    else if (close.has(code)) {
      if (--depth === 0) return { state: 'whole', end: at + 1 }
    } else if (code === newline && at + 1 < text.length && !goesOn.test(text.charAt(at + 1)))
      return { state: 'broken', end: at }
  }
  return { state: 'unfinished', end: text.length }
}

/** A raw line break ends no string of JSON: it shows that this is none. */
function endOfString(text: string, start: number): number {
  let at = start
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === backslash) at++
    else if (code === quote || code === newline) return at
  }
  return text.length
}
