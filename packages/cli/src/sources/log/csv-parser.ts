import { severityOf } from './labels.js'
import { emptyEntry, type LogEntry, type LogParser, type LogSink } from './log-entry.js'

type Key = 'word' | 'code' | 'message' | 'detail' | 'statement'

/** https://www.postgresql.org/docs/current/runtime-config-logging.html#RUNTIME-CONFIG-LOGGING-CSVLOG */
const columns: readonly (Key | undefined)[] = [
  ...Array.from({ length: 11 }, () => undefined),
  ...(['word', 'code', 'message', 'detail'] satisfies Key[]),
  ...Array.from({ length: 4 }, () => undefined),
  'statement',
]
const minColumns = 23

const newline = 10
const quote = 34
const comma = 44
const hyphen = 45
const colon = 58
const incomplete = -1
const invalid = -2

/** The log as csvlog writes it. A line that begins no record is passed over: half a record, a header. */
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
        passOver(text.slice(at, line), sink)
        at = line + 1
      }
    }
  },
  finish(rest, sink) {
    const left = this.parse(`${rest}\n`, sink)
    if (left.trim() !== '') sink.miss(left)
  },
}

function passOver(line: string, sink: LogSink): void {
  if (line !== '' && !line.startsWith('log_time,')) sink.miss(line)
}

/** A record begins with its time, `2026-11-24 22:51:18.163 UTC`, which some tools quote. */
function startsRecord(text: string, start: number): boolean {
  const at = text.charCodeAt(start) === quote ? start + 1 : start
  const isDate = text.charCodeAt(at + 4) === hyphen && text.charCodeAt(at + 7) === hyphen
  return isDate && text.charCodeAt(at + 13) === colon && text.charCodeAt(at + 16) === colon
}

/** Hands over one record and returns where the next begins. */
function readRecord(text: string, start: number, sink: LogSink): number {
  const entry = emptyEntry('')
  let at = start
  for (let column = 0; ; column++) {
    const isQuoted = text.charCodeAt(at) === quote
    const end = isQuoted ? closingQuote(text, at + 1) : endOfField(text, at)
    if (end === -1) return incomplete
    const key = columns[column]
    if (key !== undefined)
      entry[key] = isQuoted ? unquote(text.slice(at + 1, end)) : text.slice(at, end)
    at = isQuoted ? end + 1 : end
    if (at >= text.length) return incomplete
    const next = text.charCodeAt(at)
    if (next === newline)
      return column < minColumns - 1 ? invalid : handOver(entry, text, start, at, sink)
    if (next !== comma) return invalid
    at++
  }
}

function handOver(
  entry: LogEntry,
  text: string,
  start: number,
  end: number,
  sink: LogSink,
): number {
  entry.severity = severityOf(entry.word)
  entry.record = text.slice(start, end)
  sink.take(entry)
  return end + 1
}

function endOfField(text: string, start: number): number {
  let at = start
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === comma || code === newline) return at
    at++
  }
  return -1
}

/** A quote inside a field is doubled. */
function closingQuote(text: string, start: number): number {
  let at = text.indexOf('"', start)
  while (at !== -1 && text.charCodeAt(at + 1) === quote) at = text.indexOf('"', at + 2)
  return at
}

function unquote(field: string): string {
  return field.includes('""') ? field.replaceAll('""', '"') : field
}
