import { severityOf } from './labels.js'
import { emptyEntry, type LogParser, type LogSink } from './log-format.js'

/**
 * Fields before the severity, from hint to statement, and after the statement in all releases.
 * https://www.postgresql.org/docs/current/runtime-config-logging.html#RUNTIME-CONFIG-LOGGING-CSVLOG
 */
const fieldsBefore = 11
const fieldsBetween = 4
const fieldsAfter = 2

/** The fields before the word, if there is no quote in them. */
const origin = /(?:(?:"[^"]*"|[^",\n]*),){11}/y

const newline = 10
const quote = 34
const comma = 44
const hyphen = 45
const colon = 58
const incomplete = -1
const invalid = -2

/** The log as csvlog writes it. Skips lines that do not begin a record: half a record, a header. */
export const csvParser: LogParser = {
  parse(text, sink) {
    let at = 0
    for (;;) {
      const end = startsRecord(text, at) ? readRecord(text, at, sink) : invalid
      if (end === incomplete) return text.slice(at)
      if (end !== invalid) at = end
      else {
        const line = text.indexOf('\n', at)
        if (line === -1) return text.slice(at)
        skipLine(text.slice(at, line), sink)
        at = line + 1
      }
    }
  },
  finish(rest, sink) {
    const left = this.parse(`${rest}\n`, sink)
    if (left.trim() !== '') sink.miss(left)
  },
}

function skipLine(line: string, sink: LogSink): void {
  if (line !== '' && !line.startsWith('log_time,')) sink.miss(line)
}

/** A record begins with its time, `2026-11-24 22:51:18.163 UTC`, which some tools quote. */
function startsRecord(text: string, start: number): boolean {
  if (start + 17 >= text.length) return false
  const at = text.charCodeAt(start) === quote ? start + 1 : start
  const isDate = text.charCodeAt(at + 4) === hyphen && text.charCodeAt(at + 7) === hyphen
  return isDate && text.charCodeAt(at + 13) === colon && text.charCodeAt(at + 16) === colon
}

/** Emits one record and returns where the next begins. */
function readRecord(text: string, start: number, sink: LogSink): number {
  const word = afterOrigin(text, start)
  const code = next(text, word)
  const message = next(text, code)
  const detail = next(text, message)
  const hint = next(text, detail)
  const statement = skip(text, hint, fieldsBetween)
  const afterStatement = next(text, statement)
  const end = endOfRecord(text, skip(text, afterStatement, fieldsAfter))
  if (end < 0) return end
  const entry = emptyEntry('')
  entry.word = field(text, word, code)
  entry.severity = severityOf(entry.word)
  entry.code = field(text, code, message)
  entry.message = field(text, message, detail)
  entry.detail = field(text, detail, hint)
  entry.statement = field(text, statement, afterStatement)
  entry.record = text.slice(start, end)
  sink.take(entry)
  return end + 1
}

/** The expression is a third faster than field by field: 8 % of 18.csv (bench/logs.js). */
function afterOrigin(text: string, start: number): number {
  origin.lastIndex = start
  return origin.test(text) ? origin.lastIndex : skip(text, start, fieldsBefore)
}

function skip(text: string, start: number, count: number): number {
  let at = start
  for (let left = count; left > 0; left--) at = next(text, at)
  return at
}

/** Where the field after the one at `at` begins; `incomplete` and `invalid` are passed on. */
function next(text: string, at: number): number {
  if (at < 0) return at
  const end = endOfField(text, at)
  if (end < 0) return end
  return text.charCodeAt(end) === comma ? end + 1 : invalid
}

function endOfRecord(text: string, start: number): number {
  let at = start
  while (at >= 0) {
    const end = endOfField(text, at)
    if (end < 0 || text.charCodeAt(end) === newline) return end
    at = text.charCodeAt(end) === comma ? end + 1 : invalid
  }
  return at
}

/** The position of the comma or newline after a field. */
function endOfField(text: string, start: number): number {
  if (start < text.length && text.charCodeAt(start) === quote) {
    const end = closingQuote(text, start + 1)
    return end === -1 || end + 1 === text.length ? incomplete : end + 1
  }
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === comma || code === newline) return at
  }
  return incomplete
}

/** A quote inside a field is doubled. */
function closingQuote(text: string, start: number): number {
  let at = text.indexOf('"', start)
  while (at !== -1 && text.charCodeAt(at + 1) === quote) at = text.indexOf('"', at + 2)
  return at
}

/** The field that starts at `start`; the next one starts at `following`. */
function field(text: string, start: number, following: number): string {
  if (text.charCodeAt(start) !== quote) return text.slice(start, following - 1)
  const inner = text.slice(start + 1, following - 2)
  return inner.includes('""') ? inner.replaceAll('""', '"') : inner
}
