import type { ResolvedOptions } from './resolve-options.js'

/** Equal for equal options. */
export function fingerprint(options: Partial<ResolvedOptions>): string {
  return JSON.stringify(options, (_key, value) => (value instanceof RegExp ? String(value) : value))
}
