import { ok } from 'node:assert'
import { currentScope, enterScope, runInScope, type Scope } from '@sqltrace/context'
import { BaseNamespace } from './base-namespace.js'
import { changedScope } from './changed-scope.js'
import type { SqltraceValues } from './sqltrace-values.js'

declare module '@sqltrace/context' {
  interface Scope {
    /** The scope that was entered with `enter`, and the one before it. */
    readonly entered?: { readonly context: object; readonly before: Scope | undefined } | undefined
  }
}

/** The namespace `sqltrace`: a view of the library's own context. Its contexts are scopes. */
export class ScopeNamespace extends BaseNamespace<SqltraceValues> {
  get active(): Scope | null {
    return currentScope() ?? null
  }

  get<K extends keyof SqltraceValues>(key: K): SqltraceValues[K]
  get(key: keyof SqltraceValues): unknown {
    const { tags, request } = currentScope() ?? {}
    if (key === 'tags') return tags
    return key === 'method' || key === 'route' ? (tags?.[key] ?? request?.[key]) : undefined
  }

  /** Changes only the current branch, as `withTags` does: calls that already run don't see it. */
  set<K extends keyof SqltraceValues>(key: K, value: SqltraceValues[K]): SqltraceValues[K]
  set(key: keyof SqltraceValues, value: unknown): unknown {
    const scope = currentScope()
    if (!scope) throw new Error('No context available: call run or bind of "sqltrace" first')
    enterScope(changedScope(scope, key, value))
    return value
  }

  createContext(): Scope {
    return { ...currentScope() }
  }

  enter(context: Scope): void {
    ok(context, 'enter() needs a context: createContext() makes one')
    enterScope({ ...beside(context), entered: { context, before: currentScope() } })
  }

  exit(context: Scope): void {
    const entered = currentScope()?.entered
    ok(entered?.context === context, 'exit() needs the context that was entered last')
    enterScope(entered.before)
  }

  protected runIn<T>(context: Scope, fn: () => T): T {
    return runInScope(beside(context), fn)
  }
}

/** Keeps the active contexts of other namespaces. */
function beside(context: Scope): Scope {
  return { ...context, namespaces: currentScope()?.namespaces }
}
