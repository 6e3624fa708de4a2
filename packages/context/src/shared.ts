/**
 * Process-wide state. It lives on `globalThis`, because this code is bundled into every published package and into both
 * builds, and all copies must share it.
 */
const stateKey = Symbol.for('sqltrace/1')
const host = globalThis as { [stateKey]?: Record<string, unknown> }
const state = (host[stateKey] ??= {})

/** The process-wide value called `name`, created on first use. */
export function shared<T>(name: string, create: () => T): T {
  return (state[name] ??= create()) as T
}
