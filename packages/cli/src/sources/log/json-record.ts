import { severityOf } from './labels.js'
import type { JsonObject, LogEntry } from './log-entry.js'
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

/**
 * Azure gives the level beside the message, and some of its servers the whole line as the message.
 * https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-logging
 */
function azureLevel({ errorLevel, message }: JsonEntry): unknown {
  const isLine = typeof message === 'string' && labelStartsIn(message)
  return isLine ? undefined : errorLevel
}

/** A key may be there without a value. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
