import type { LogEntry, LogParser } from './log-entry.js'

type Part = 'message' | 'detail' | 'statement' | 'other'

const parts: ReadonlyMap<string, Part> = new Map([
  ...['LOG', 'ERROR', 'FATAL', 'PANIC', 'WARNING', 'NOTICE', 'INFO'].map(toMessage),
  ...['DEBUG', 'DEBUG1', 'DEBUG2', 'DEBUG3', 'DEBUG4', 'DEBUG5'].map(toMessage),
  ['DETAIL', 'detail'],
  ['STATEMENT', 'statement'],
  ...['HINT', 'QUERY', 'CONTEXT', 'LOCATION', 'BACKTRACE'].map((word): [string, Part] => [
    word,
    'other',
  ]),
])

function toMessage(word: string): [string, Part] {
  return [word, 'message']
}

/** Where a text of a report begins, and what it is. */
interface Label {
  part: Part
  word: string
  start: number
}

const tab = 9
const longestWord = 9

/**
 * The plain log with any `log_line_prefix`: a line's label, such as `LOG:  `, tells where its prefix
 * ends. PostgreSQL puts a tab before each further line of a text.
 */
export const stderrParser: LogParser = {
  parse(text, take) {
    return text.slice(readEntries(text, take))
  },
  finish(rest, take) {
    readEntries(`${rest}\nLOG:  \n`, take)
  },
}

/** Hands over all entries but the last, which may go on, and returns where that one begins. */
function readEntries(text: string, take: (entry: LogEntry) => void): number {
  let entry: LogEntry | undefined
  let entryStart = 0
  const open: Label = { part: 'other', word: '', start: 0 }
  let at = 0
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', at)) {
    const { part, start } = open
    if (text.charCodeAt(at) !== tab && findLabel(text, at, end, open)) {
      if (entry && part !== 'other') entry[part] = text.slice(start, at - 1)
      if (open.part === 'message') {
        if (entry) take(entry)
        entry = { severity: open.word, message: '', detail: '', statement: '' }
        entryStart = at
      }
    }
    at = end + 1
  }
  return entryStart
}

/** Fills `label`, one object for all lines: there are millions of them. */
function findLabel(text: string, start: number, end: number, label: Label): boolean {
  let at = text.indexOf(':  ', start)
  while (at !== -1 && at < end) {
    const word = wordBefore(text, start, at)
    const part = parts.get(word)
    if (part !== undefined) {
      label.part = part
      label.word = word
      label.start = at + 3
      return true
    }
    at = text.indexOf(':  ', at + 1)
  }
  return false
}

function wordBefore(text: string, start: number, end: number): string {
  const least = Math.max(start, end - longestWord)
  let at = end
  while (at > least && isWord(text.charCodeAt(at - 1))) at--
  return text.slice(at, end)
}

/** A capital or a digit. */
function isWord(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 48 && code <= 57)
}
