import type { Attributes } from '@opentelemetry/api'
import { sqlStateOf } from '../query/sql-state-of.js'

/** The error, in OpenTelemetry's conventions: the server's SQLSTATE, else the system's error code, else the class name. */
export function errorAttributes(error: unknown): Attributes {
  const sqlState = sqlStateOf(error)
  if (sqlState) return { 'db.response.status_code': sqlState, 'error.type': sqlState }
  const { code, name } = Object(error) as { code?: unknown; name?: unknown }
  if (typeof code === 'string' && code !== '') return { 'error.type': code }
  return { 'error.type': typeof name === 'string' ? name : '_OTHER' }
}
