/** Process-wide state stands in one place, so that both builds and every copy of the package share it. */
const stateKey = Symbol.for('sqltrace/1')
const host = globalThis as { [stateKey]?: Record<string, unknown> }
const state = (host[stateKey] ??= {})

/** The process's one value of that `name`, made by the first who asks. */
export function shared<T>(name: string, create: () => T): T {
  return (state[name] ??= create()) as T
}
