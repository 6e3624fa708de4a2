import { diag } from '@opentelemetry/api'
import { visible } from '@sqltrace/sqlcommenter'
import { limits } from './limits.js'

const reported = new Set<string>()

/**
 * The only place where our own faults end: the returned function never throws. A fault is reported once per `step`, the
 * result is `undefined`, and the query runs without that step. The name of a step completes "could not …", and must be
 * unique, because equal names would hide each other's faults.
 */
export function guarded<A extends AtMostFour, R>(
  step: string,
  run: (...args: A) => R,
): (...args: A) => R | undefined {
  const call = run as (...args: unknown[]) => R
  // A rest parameter would allocate an array per call (bench "queries").
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

/** If an app's function returned a promise, reports its rejection as a fault. */
export function settled(step: string, result: unknown): void {
  if (Object(result) !== result) return
  Promise.resolve(result).catch((fault) => reportFault(step, fault))
}

/** Reports a fault of our own through OpenTelemetry's `diag`, once per step. */
export function reportFault(step: string, fault: unknown): void {
  if (isNew(`fault:${step}`))
    log('error', `sqltrace: could not ${step}; the query runs without it`, fault)
}

/** Warns the app's author through OpenTelemetry's `diag`, once per `key`. */
export function notify(key: string, message: string): void {
  if (isNew(key)) log('warn', `sqltrace: ${message}`)
}

function isNew(key: string): boolean {
  if (reported.has(key) || reported.size >= limits.messages) return false
  reported.add(key)
  return true
}

/** The app's logger may throw too. Paths, names and error messages are escaped, because they may come from outside. */
function log(level: 'error' | 'warn', message: string, ...faults: unknown[]): void {
  try {
    diag[level](visible(message), ...faults.map(visibleFault))
  } catch {}
}

/** A copy of the fault with control characters escaped in its message and in each line of its stack. */
function visibleFault(fault: unknown): unknown {
  try {
    if (!(fault instanceof Error)) return visible(String(fault))
    const copy = new Error(visible(fault.message))
    copy.name = visible(fault.name)
    copy.stack = String(fault.stack).split('\n').map(visible).join('\n')
    return copy
  } catch {
    return 'unprintable error'
  }
}
