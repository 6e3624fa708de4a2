import type { Attributes } from '@opentelemetry/api'

const sqlState = /^[0-9A-Z]{5}$/

/** What went wrong, by OpenTelemetry's conventions: the server's SQLSTATE, else a system's code, else the class. */
export function errorAttributes(error: unknown): Attributes {
  const { code, name } = Object(error) as { code?: unknown; name?: unknown }
  if (typeof code !== 'string') return { 'error.type': typeof name === 'string' ? name : '_OTHER' }
  if (!sqlState.test(code)) return { 'error.type': code }
  return { 'db.response.status_code': code, 'error.type': code }
}
