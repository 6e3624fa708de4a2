import { AsyncLocalStorage } from 'node:async_hooks'
import { sharedState } from './shared-state.js'

/**
 * What one async context knows. Immutable: a change is a new scope, so a sibling never sees it.
 * Other packages add their own part by declaration merging.
 */
export interface Scope {
  /** The HTTP request that is being answered. */
  readonly request?: RequestScope | undefined
  /** Tags of `withTags`, outermost first merged. */
  readonly tags?: Readonly<Record<string, string>> | undefined
  /** What each cls namespace has entered. */
  readonly namespaces?: Readonly<Record<symbol, Entered | undefined>> | undefined
}

/** What a scope knows of its request: strings, never the request itself. */
export interface RequestScope {
  readonly id: number
  readonly method: string | undefined
  /** The route's pattern, `undefined` until the router has matched. */
  readonly route: string | undefined
}

/** A context that was entered, and what it was entered over. */
export interface Entered {
  readonly context: object
  readonly outer?: Entered | undefined
}

const storage = (sharedState.storage ??= new AsyncLocalStorage<Scope>())

/** What sqltrace finds out itself: a tag of the app under such a name would tell a lie. */
export const foundOut: ReadonlySet<string> = new Set([
  'file',
  'prepared_at',
  'transaction',
  'traceparent',
])

/** The scope of the running async context. */
export function currentScope(): Scope | undefined {
  return storage.getStore()
}

/** Runs `fn` with `scope` as the scope of its async context. */
export function runInScope<T>(scope: Scope | undefined, fn: () => T): T {
  return storage.run(scope as Scope, fn)
}

/** Makes `scope` the scope of the rest of the running async context. */
export function enterScope(scope: Scope | undefined): void {
  storage.enterWith(scope as Scope)
}
