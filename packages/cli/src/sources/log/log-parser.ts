import { csvParser } from './csv-parser.js'
import { jsonParser } from './json-parser.js'
import type { LogParser } from './log-entry.js'
import { stderrParser } from './stderr-parser.js'

const csvStart = /^\d{4}-\d\d-\d\d [\d:.]+ [^\s,]+,(?:"|,)/

/** Finds out by its beginning which format a log has. */
export function parserFor(beginning: string): LogParser {
  const start = beginning.trimStart()
  if (start.startsWith('{')) return jsonParser
  return csvStart.test(start) ? csvParser : stderrParser
}
