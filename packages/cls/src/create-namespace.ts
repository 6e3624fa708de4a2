import { ok } from 'node:assert'
import { shared } from '@sqltrace/context'
import { ContextNamespace } from './context-namespace.js'
import type { Context, Namespace } from './namespace.js'
import { ScopeNamespace } from './scope-namespace.js'
import type { SqltraceValues } from './sqltrace-values.js'

declare global {
  namespace NodeJS {
    interface Process {
      namespaces?: Record<string, unknown>
    }
  }
}

const library = 'sqltrace'
const view = shared<Namespace<SqltraceValues>>('view', () => new ScopeNamespace(library))
const namespaces = shared('namespaces', () => Object.create(null) as Record<string, Namespace>)
// cls-hooked may have set it already.
process.namespaces ??= namespaces

/**
 * Creates the namespace `name` and replaces any namespace of that name. `sqltrace` is a view of the library's own context.
 * Throws if `name` is empty.
 *
 * ```ts
 * import { createNamespace } from '@sqltrace/cls'
 *
 * const session = createNamespace('session')
 * session.run(() => {
 *   session.set('user', 'ada')
 *   setImmediate(() => console.log(session.get('user'))) // ada
 * })
 * ```
 */
export function createNamespace(name: typeof library): Namespace<SqltraceValues>
export function createNamespace<N = Context>(name: string): Namespace<N>
export function createNamespace(name: string): Namespace {
  ok(name, 'createNamespace() needs a name')
  return (namespaces[name] = name === library ? view : new ContextNamespace(name))
}

/**
 * The namespace `name`, or `undefined`. `sqltrace` always exists.
 *
 * ```ts
 * import { getNamespace } from '@sqltrace/cls'
 *
 * console.log(getNamespace('sqltrace').get('route')) // inside a request: its pattern, such as '/courses/:slug'
 * ```
 */
export function getNamespace(name: typeof library): Namespace<SqltraceValues>
export function getNamespace<N = Context>(name: string): Namespace<N> | undefined
export function getNamespace(name: string): Namespace | undefined {
  return namespaces[name] ?? (name === library ? view : undefined)
}

/** Removes the namespace `name`. Throws if it doesn't exist. */
export function destroyNamespace(name: string): void {
  ok(namespaces[name], `Unknown namespace "${name}"`)
  delete namespaces[name]
}

/** Removes all namespaces. */
export function reset(): void {
  for (const name of Object.keys(namespaces)) destroyNamespace(name)
}
