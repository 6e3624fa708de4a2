/**
 * Process-wide state lives in one place, so that both builds, every published package and every copy of them share it: their
 * code is bundled, their state is not.
 */
const stateKey = Symbol.for('sqltrace/1')
const host = globalThis as { [stateKey]?: Record<string, unknown> }
const state = (host[stateKey] ??= {})

/** The process's one value of that `name`, made by the first who asks. */
export function shared<T>(name: string, create: () => T): T {
  return (state[name] ??= create()) as T
}
