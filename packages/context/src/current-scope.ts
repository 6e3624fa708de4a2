import { AsyncLocalStorage } from 'node:async_hooks'
import type { Scope } from './scope.js'
import { shared } from './shared.js'

/** The only one in the process: each one adds a cost to every promise (bench "app"). */
export const scopeStorage = shared('storage', () => new AsyncLocalStorage<Scope>())

/** The scope of the running async context. */
export function currentScope(): Scope | undefined {
  return scopeStorage.getStore()
}

/** Runs `fn` with `scope` as the scope of its async context. */
export function runInScope<T>(scope: Scope | undefined, fn: () => T): T {
  return scopeStorage.run(scope as Scope, fn)
}

/** Makes `scope` the scope of the rest of the running async context. */
export function enterScope(scope: Scope | undefined): void {
  scopeStorage.enterWith(scope as Scope)
}
