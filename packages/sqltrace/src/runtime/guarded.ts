import { diag } from '@opentelemetry/api'
import { visible } from '@sqltrace/sqlcommenter'
import { limits } from './limits.js'

const said = new Set<string>()

/**
 * The one place where our own faults end: the returned function never throws. A fault is reported
 * once for each `step`, the result is `undefined`, and the query runs without that step. A step is named by what it does, so that
 * "could not …" reads well, and no two alike: they would hide each other's faults.
 */
export function guarded<A extends AtMostFour, R>(
  step: string,
  run: (...args: A) => R,
): (...args: A) => R | undefined {
  const call = run as (...args: unknown[]) => R
  // An array of the arguments for each call would cost every statement (bench "queries").
  return (a?: unknown, b?: unknown, c?: unknown, d?: unknown) => {
    try {
      return call(a, b, c, d)
    } catch (fault) {
      reportFault(step, fault)
      return undefined
    }
  }
}

type AtMostFour = unknown[] & { readonly length: 0 | 1 | 2 | 3 | 4 }

/** Waits for what a function of the app has returned, where it is a promise: its rejection is reported as a fault is. */
export function settled(step: string, result: unknown): void {
  if (Object(result) !== result) return
  Promise.resolve(result).catch((fault) => reportFault(step, fault))
}

/** Says a fault of our own through OpenTelemetry's `diag`, once for each step. */
export function reportFault(step: string, fault: unknown): void {
  if (isNew(`fault:${step}`))
    tell('error', `sqltrace: could not ${step}; the query runs without it`, fault)
}

/** Says what the app's author should know through OpenTelemetry's `diag`, once for each `key`. */
export function notify(key: string, message: string): void {
  if (isNew(key)) tell('warn', `sqltrace: ${message}`)
}

function isNew(key: string): boolean {
  if (said.has(key) || said.size >= limits.messages) return false
  said.add(key)
  return true
}

/** The app's logger is foreign code: it may throw too. Paths, names and the messages of faults are foreign text. */
function tell(level: 'error' | 'warn', message: string, ...faults: unknown[]): void {
  try {
    diag[level](visible(message), ...faults.map(visibleFault))
  } catch {}
}

/** A copy of the fault without control characters: its message, and its stack line by line. */
function visibleFault(fault: unknown): unknown {
  try {
    if (!(fault instanceof Error)) return visible(String(fault))
    const copy = new Error(visible(fault.message))
    copy.name = visible(fault.name)
    copy.stack = String(fault.stack).split('\n').map(visible).join('\n')
    return copy
  } catch {
    return 'it has no text'
  }
}
