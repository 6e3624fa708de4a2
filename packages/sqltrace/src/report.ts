import { diag } from '@opentelemetry/api'

const said = new Set<string>()
const mostSaid = 1000

/** Says a fault of our own through OpenTelemetry's `diag`, once for each step; the query goes on. */
export function reportFault(step: string, fault: unknown): void {
  if (isNew(`fault:${step}`)) tell('error', `sqltrace: ${step} failed, the statement goes on`, fault)
}

/** Says what the app's author should know through OpenTelemetry's `diag`, once for each `key`. */
export function notify(key: string, message: string): void {
  if (isNew(key)) tell('warn', `sqltrace: ${message}`)
}

function isNew(key: string): boolean {
  if (said.has(key) || said.size >= mostSaid) return false
  said.add(key)
  return true
}

/** The app's logger is foreign code: it may throw too. */
function tell(level: 'error' | 'warn', message: string, ...rest: unknown[]): void {
  try {
    diag[level](message, ...rest)
  } catch {}
}
