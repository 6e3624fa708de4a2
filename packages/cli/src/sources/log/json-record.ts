import { severityOf } from './labels.js'
import { emptyEntry, type LogEntry } from './log-entry.js'

export type JsonObject = Readonly<Record<string, unknown>>

/**
 * The entry that an object is, under the keys of jsonlog, or of csvlog as CloudNativePG writes them.
 * https://www.postgresql.org/docs/current/runtime-config-logging.html#RUNTIME-CONFIG-LOGGING-JSONLOG
 * https://cloudnative-pg.io/documentation/current/logging/
 */
export function entryOf(object: JsonObject): LogEntry | undefined {
  const severity = object['error_severity']
  if (typeof severity !== 'string') return undefined
  const entry = emptyEntry(severityOf(severity))
  entry.word = severity
  entry.code = first(object, 'state_code', 'sql_state_code')
  entry.message = first(object, 'message')
  entry.detail = first(object, 'detail')
  entry.statement = first(object, 'statement', 'query')
  entry.time = first(object, 'timestamp', 'log_time')
  entry.process = first(object, 'pid', 'process_id')
  entry.user = first(object, 'user', 'user_name')
  entry.database = first(object, 'dbname', 'database_name')
  entry.application = first(object, 'application_name')
  return entry
}

function first(object: JsonObject, ...keys: readonly string[]): string {
  for (const key of keys) {
    const value = object[key]
    if (typeof value === 'string') return value
    if (typeof value === 'number') return String(value)
  }
  return ''
}
