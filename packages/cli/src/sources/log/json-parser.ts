import type { LogEntry, LogParser } from './log-entry.js'

interface JsonEntry {
  readonly error_severity?: string
  readonly message?: string
  readonly detail?: string
  readonly statement?: string
}

/** The log as jsonlog writes it, from PostgreSQL 15 on: an object a line. */
export const jsonParser: LogParser = {
  parse(text, take) {
    let at = 0
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', at)) {
      const entry = read(text.slice(at, end))
      if (entry !== undefined) take(entry)
      at = end + 1
    }
    return text.slice(at)
  },
  finish(rest, take) {
    this.parse(`${rest}\n`, take)
  },
}

/** A line that is no object, such as one that was cut by a rotation, is passed over. */
function read(line: string): LogEntry | undefined {
  try {
    const {
      error_severity: severity = '',
      message = '',
      detail = '',
      statement = '',
    } = JSON.parse(line) as JsonEntry
    return { severity, message, detail, statement }
  } catch {
    return undefined
  }
}
