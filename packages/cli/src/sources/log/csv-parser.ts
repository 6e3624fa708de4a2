import type { LogEntry, LogParser } from './log-entry.js'

/** https://www.postgresql.org/docs/current/runtime-config-logging.html#RUNTIME-CONFIG-LOGGING-CSVLOG */
const columns: Readonly<Record<number, keyof LogEntry>> = {
  11: 'severity',
  13: 'message',
  14: 'detail',
  19: 'statement',
}

const newline = 10
const quote = 34
const comma = 44

/** The log as csvlog writes it. */
export const csvParser: LogParser = {
  parse(text, take) {
    let at = 0
    for (;;) {
      const entry: LogEntry = { severity: '', message: '', detail: '', statement: '' }
      const end = readRecord(text, at, entry)
      if (end === -1) return text.slice(at)
      take(entry)
      at = end
    }
  },
  finish(rest, take) {
    if (rest !== '') this.parse(`${rest}\n`, take)
  },
}

/** Reads one record and returns where the next begins; -1 when it is not complete. */
function readRecord(text: string, start: number, entry: LogEntry): number {
  let at = start
  for (let column = 0; ; column++) {
    const isQuoted = text.charCodeAt(at) === quote
    const end = isQuoted ? closingQuote(text, at + 1) : endOfField(text, at)
    if (end === -1) return -1
    const key = columns[column]
    if (key !== undefined)
      entry[key] = isQuoted ? unquote(text.slice(at + 1, end)) : text.slice(at, end)
    at = isQuoted ? end + 1 : end
    if (at >= text.length) return -1
    if (text.charCodeAt(at) === newline) return at + 1
    at++
  }
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

/** A quote inside a field stands twice. */
function closingQuote(text: string, start: number): number {
  let at = text.indexOf('"', start)
  while (at !== -1 && text.charCodeAt(at + 1) === quote) at = text.indexOf('"', at + 2)
  return at
}

function unquote(field: string): string {
  return field.includes('""') ? field.replaceAll('""', '"') : field
}
