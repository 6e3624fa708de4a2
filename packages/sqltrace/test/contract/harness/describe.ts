import { inspect, types } from 'node:util'
import { appFrames } from './app-frames.js'

/** Describes a value as data that can be compared between two runs: classes by name, errors with the app's frames. */
export function describe(value: unknown, above: readonly object[] = []): unknown {
  if (typeof value === 'function') return '[function]'
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value !== 'object' || value === null) return value
  if (above.includes(value)) return '[circular]'
  if (Buffer.isBuffer(value)) return `[buffer ${value.toString('hex')}]`
  if (types.isDate(value) || types.isRegExp(value)) return inspect(value)
  const inner = [...above, value]
  if (Array.isArray(value)) return value.map((item) => describe(item, inner))
  if (types.isNativeError(value)) return describeError(value, inner)
  return { class: className(value), ...describeProperties(value, inner) }
}

function describeError(error: Error, above: readonly object[]) {
  return {
    class: className(error),
    message: error.message,
    frames: appFrames(error),
    ...(error.cause !== undefined && { cause: describe(error.cause, above) }),
    ...(error instanceof AggregateError && { errors: describe(error.errors, above) }),
    ...describeProperties(error, above),
  }
}

function describeProperties(value: object, above: readonly object[]) {
  const entries = Object.entries(value).filter(([, property]) => property !== undefined)
  return Object.fromEntries(entries.map(([key, property]) => [key, describe(property, above)]))
}

/** `null` for `Object.create(null)`, which some drivers use for rows. */
function className(value: object): string | null {
  return Object.getPrototypeOf(value)?.constructor?.name ?? null
}
