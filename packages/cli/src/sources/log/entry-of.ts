import { parseObject } from './extent-of.js'
import { severityOf } from './labels.js'
import type { JsonObject, LogEntry } from '../../model/log-entry.js'
import { labelStartsIn } from './with-origin.js'

/** The keys of jsonlog, and of csvlog as CloudNativePG writes them. */
interface JsonEntry {
  readonly error_severity?: unknown
  readonly errorLevel?: unknown
  readonly state_code?: unknown
  readonly sql_state_code?: unknown
  readonly sqlerrcode?: unknown
  readonly message?: unknown
  readonly detail?: unknown
  readonly statement?: unknown
  readonly query?: unknown
}

/**
 * Reads an object as an entry, if it is one.
 * https://www.postgresql.org/docs/current/runtime-config-logging.html#RUNTIME-CONFIG-LOGGING-JSONLOG
 * https://cloudnative-pg.io/documentation/current/logging/
 */
export function entryOf(object: JsonObject): LogEntry | undefined {
  const entry: JsonEntry = object
  const word = entry.error_severity ?? azureLevel(entry)
  if (typeof word !== 'string') return undefined
  return {
    severity: severityOf(word),
    word,
    code: asText(entry.state_code ?? entry.sql_state_code ?? entry.sqlerrcode),
    message: asText(entry.message),
    detail: asText(entry.detail),
    statement: asText(entry.statement ?? entry.query),
    prefix: '',
    record: '',
    object,
  }
}

const severityKey = ',"error_severity":"'

/**
 * Reads a line as the server itself writes it. What precedes the severity is the origin, which
 * is only parsed on demand: that saves a fifth of the time for 18.jsonl (bench/logs.js).
 */
export function entryOfLine(line: string): LogEntry | undefined {
  const at = line.indexOf(severityKey)
  const brace = line.indexOf('{', 1)
  if (at === -1 || (brace !== -1 && brace < at)) return undefined
  const object = parseObject(`{${line.slice(at + 1)}`)
  const entry = object && entryOf(object)
  if (entry === undefined) return undefined
  entry.object = undefined
  entry.record = line
  return entry
}

/**
 * Azure gives the level next to the message; some of its servers give the whole line as the message.
 * https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-logging
 */
function azureLevel({ errorLevel, message }: JsonEntry): unknown {
  if (errorLevel === undefined) return undefined
  const isLine = typeof message === 'string' && labelStartsIn(message)
  return isLine ? undefined : errorLevel
}

/** A key may have no value. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
