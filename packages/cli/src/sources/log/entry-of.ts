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
 * The entry that an object is.
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
 * The entry of a line as the server itself writes it. What stands before the severity tells who it is
 * of: it is parsed when that is asked for, which saves a fifth of the time of 18.jsonl (bench/logs.js).
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
 * Azure gives the level beside the message, and some of its servers the whole line as the message.
 * https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-logging
 */
function azureLevel({ errorLevel, message }: JsonEntry): unknown {
  if (errorLevel === undefined) return undefined
  const isLine = typeof message === 'string' && labelStartsIn(message)
  return isLine ? undefined : errorLevel
}

/** A key may be there without a value. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
