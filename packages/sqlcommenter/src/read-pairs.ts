import { decode } from './decode.js'

/** The pairs of one comment. */
export interface Pairs {
  readonly entries: readonly (readonly [key: string, value: string])[]
  /** Whether all values stand in quotes, as sqlcommenter writes them. */
  readonly quoted: boolean
}

const pairStart = /[\s,]*([\w.~%-]+)(='|=|:)/y
/** A quote inside a value may stand there as it is: one that closes is followed by a key or the end. */
const closingQuote = /'\s*(?:$|,\s*(?:$|[\w.~%-]+[=:])|[\w.~%-]+=')/y
const ending = /[\s,]*$/y
const separator = /,\s*(?:$|[\w.~%-]+[=:])/y
/** A word, and behind it what Ruby writes of a method: "line:shop.rb:7:in `index'". */
const bareValue = /^(?!\/\/)\S+(?: [`'].*)?$/

/**
 * Reads the pairs between the delimiters of a comment; `undefined` if it is not one of pairs. Of a
 * text that was `cut` off it reads the pairs that are whole.
 */
export function readPairs(text: string, cut: boolean): Pairs | undefined {
  const body = text.trimEnd()
  const entries: [string, string][] = []
  let quoted = true
  for (let at = 0; !matchesAt(ending, body, at);) {
    const pair = readPair(body, at, cut)
    if (!pair) return cut && entries.length > 0 ? { entries, quoted } : undefined
    entries.push([pair.key, pair.value])
    quoted &&= pair.quoted
    at = pair.end
  }
  return entries.length > 0 ? { entries, quoted } : undefined
}

function readPair(body: string, at: number, cut: boolean) {
  pairStart.lastIndex = at
  const [start, key, mark] = pairStart.exec(body) ?? []
  if (start === undefined || key === undefined) return undefined
  const from = at + start.length
  const quoted = mark === "='"
  const end = quoted ? endOfQuoted(body, from) : endOfBare(body, from, cut)
  if (end === -1) return undefined
  const text = body.slice(from, end)
  const value = mark === ':' ? text : decode(text)
  return { key: decode(key), value, quoted, end: quoted ? end + 1 : end }
}

function endOfQuoted(body: string, from: number): number {
  let at = body.indexOf("'", from)
  while (at !== -1 && (body[at - 1] === '\\' || !matchesAt(closingQuote, body, at))) {
    at = body.indexOf("'", at + 1)
  }
  return at
}

function endOfBare(body: string, from: number, cut: boolean): number {
  let at = body.indexOf(',', from)
  while (at !== -1 && !matchesAt(separator, body, at)) at = body.indexOf(',', at + 1)
  if (at === -1 && cut) return -1
  const end = at === -1 ? body.length : at
  return bareValue.test(body.slice(from, end)) ? end : -1
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at
  return pattern.test(text)
}
