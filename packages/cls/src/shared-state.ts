import type { AsyncLocalStorage } from 'node:async_hooks'
import type { Namespace } from './namespace.js'
import type { SqltraceValues } from './scope-namespace.js'
import type { Scope } from './storage.js'

interface SharedState {
  storage?: AsyncLocalStorage<Scope>
  namespaces?: Record<string, Namespace>
  view?: Namespace<SqltraceValues>
}

const stateKey = Symbol.for('sqltrace/1')
const host = globalThis as { [stateKey]?: SharedState }

/** Process-wide state: both builds and every copy of the packages share it. */
export const sharedState: SharedState = (host[stateKey] ??= {})
