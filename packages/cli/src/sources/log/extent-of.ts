import type { JsonObject } from '../../model/log-entry.js'

const quote = 34
const backslash = 92
const newline = 10
const openBracket = 91
const closeBracket = 93
const openBrace = 123
const closeBrace = 125
/** The characters with which a line of an indented object can begin. */
const objectLineStart = /[\s{}[\],":]/

/** Where an object ends. */
export interface Extent {
  readonly state: 'whole' | 'unfinished' | 'broken'
  /** Where it ends, or where it turns out to be unfinished or broken. */
  readonly end: number
}

/** The extent of the object that begins at `start`. A text that only looks like an object is abandoned early. */
export function extentOf(text: string, start: number): Extent {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) {
      const end = endOfString(text, at + 1)
      if (end === text.length) break
      if (text.charCodeAt(end) === newline) return { state: 'broken', end }
      at = end
    } else if (code === openBrace || code === openBracket) depth++
    else if (code === closeBrace || code === closeBracket) {
      if (--depth === 0) return { state: 'whole', end: at + 1 }
    } else if (
      code === newline &&
      at + 1 < text.length &&
      !objectLineStart.test(text.charAt(at + 1))
    )
      return { state: 'broken', end: at }
  }
  return { state: 'unfinished', end: text.length }
}

/** JSON strings contain no raw line breaks: one shows that this is not JSON. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start)
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  if (end === -1) end = text.length
  const line = text.slice(start, end).indexOf('\n')
  return line === -1 ? end : start + line
}

function isEscaped(text: string, at: number): boolean {
  let first = at
  while (text.charCodeAt(first - 1) === backslash) first--
  return (at - first) % 2 === 1
}

/** Parses a text as a JSON object; `undefined` if it is not one. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as JsonObject) : undefined
  } catch {
    return undefined
  }
}
