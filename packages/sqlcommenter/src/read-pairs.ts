import { decode } from './decode.js'

/** The pairs of one comment. */
export interface Pairs {
  readonly entries: readonly (readonly [key: string, value: string])[]
  /** Whether all values are in single quotes, as sqlcommenter writes them. */
  readonly quoted: boolean
}

const pairStart = /[\s,]*([\w.~%-]+)(\s*=\s*['"]|\s*=\s*|:)/y
/** A name without a value. */
const emptyPair = /[\s,]*[\w.~%-]+\s*[=:]\s*(?=,|$)/y
/** Without an equals sign it only counts among other pairs. */
const loneKey = /[\s,]*[\w.~%-]+\s*(?=,|$)/y
/** A value may contain an unescaped quote; a closing quote is followed by a key or the end. */
const closingQuote = /['"]\s*(?:$|,\s*(?:$|[\w.~%-]+\s*(?:[=:,]|$))|[\w.~%-]+\s*=\s*')/y
/** Closes a value even after a backslash: a writer that escapes quotes would have escaped the following ones too. */
const surelyClosing = /['"]\s*,\s*[\w.~%-]+\s*=\s*['"]/y
const ending = /[\s,]*$/y
const separator = /,\s*(?:$|[\w.~%-]+[=:])/y
/** Marginalia's keys, whose values may contain spaces. Any other word before a colon may not be a key. */
const marginaliaKey =
  /^(?:application|controller|controller_with_namespace|action|job|hostname|database|source_location)$/
/** A word, optionally followed by a method name as Ruby writes it: "line:shop.rb:7:in `index'". */
const bareValue = /^(?!\/\/)\S+(?: [`'].*)?$/

/**
 * Reads the pairs between the delimiters of a comment; `undefined` if it does not consist of pairs.
 * From a text that was `cut` off, it reads only complete pairs.
 */
export function readPairs(text: string, cut: boolean): Pairs | undefined {
  const body = text.trimEnd()
  const entries: [string, string][] = []
  let quoted = true
  for (let at = 0; !matchesAt(ending, body, at);) {
    const empty = cut ? undefined : withoutValue(body, at, entries.length > 0)
    if (empty !== undefined) {
      quoted = false
      at = empty
      continue
    }
    const pair = readPair(body, at, cut)
    if (!pair) return cut && entries.length > 0 ? { entries, quoted } : undefined
    entries.push([pair.key, pair.value])
    quoted &&= pair.quoted
    at = pair.end
  }
  return entries.length > 0 ? { entries, quoted } : undefined
}

/** Where a name without a value ends. */
function withoutValue(body: string, at: number, amongPairs: boolean): number | undefined {
  if (matchesAt(emptyPair, body, at)) return emptyPair.lastIndex
  return amongPairs && matchesAt(loneKey, body, at) ? loneKey.lastIndex : undefined
}

function readPair(body: string, at: number, cut: boolean) {
  pairStart.lastIndex = at
  const [start, key, mark] = pairStart.exec(body) ?? []
  if (start === undefined || key === undefined) return undefined
  const from = at + start.length
  const quote = mark?.at(-1) ?? ''
  const inQuotes = quote === "'" || quote === '"'
  const hasBlanks = mark === ':' && marginaliaKey.test(key)
  const end = inQuotes ? endOfQuoted(body, from, quote, cut) : endOfBare(body, from, cut, hasBlanks)
  if (end === -1) return undefined
  const text = body.slice(from, end)
  const value = mark === ':' ? text : decode(text)
  return { key: decode(key), value, quoted: quote === "'", end: inQuotes ? end + 1 : end }
}

/** A backslash escapes a quote, unless no other quote closes the value: then it is the value's last character. */
function endOfQuoted(body: string, from: number, quote: string, cut: boolean): number {
  let escaped = -1
  for (let at = body.indexOf(quote, from); at !== -1; at = body.indexOf(quote, at + 1)) {
    if (!matchesAt(closingQuote, body, at)) continue
    if (body[at - 1] !== '\\' || matchesAt(surelyClosing, body, at)) return at
    if (escaped === -1 && !cut) escaped = at
  }
  return escaped
}

function endOfBare(body: string, from: number, cut: boolean, hasBlanks: boolean): number {
  let at = body.indexOf(',', from)
  while (at !== -1 && !matchesAt(separator, body, at)) at = body.indexOf(',', at + 1)
  if (at === -1 && cut) return -1
  const end = at === -1 ? body.length : at
  const value = body.slice(from, end)
  return bareValue.test(value) || (hasBlanks && value.trim() !== '') ? end : -1
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at
  return pattern.test(text)
}
