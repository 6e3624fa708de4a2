import { ok } from 'node:assert'
import { currentScope, enterScope, runInScope, type Scope } from '@sqltrace/context'
import { BaseNamespace } from './base-namespace.js'
import { type Entered, enteredContexts, leave } from './entered.js'
import type { Context } from './namespace.js'

declare module '@sqltrace/context' {
  interface Scope {
    /** The context that each namespace of the app has entered. */
    readonly namespaces?: Readonly<Record<symbol, Entered | undefined>> | undefined
  }
}

/** A namespace of an app. Its contexts are objects that inherit from the outer context. */
export class ContextNamespace<N = Context> extends BaseNamespace<N> {
  /** Not the name: a namespace that is destroyed and created again is a different one. */
  readonly #key = Symbol('namespace')

  get active(): Context | null {
    return this.#entered()?.context ?? null
  }

  /** The contexts outside the active one, outermost first, as in cls-hooked. */
  get _set(): readonly (object | null)[] {
    const contexts = enteredContexts(this.#entered())
    return contexts.length > 0 ? [null, ...contexts.slice(1).toReversed()] : []
  }

  set<K extends keyof N>(key: K, value: N[K]): N[K] {
    const { active } = this
    if (!active) throw new Error(`No context available: call run or bind of "${this.name}" first`)
    active[key as string] = value
    return value
  }

  get<K extends keyof N>(key: K): N[K] {
    return this.active?.[key as string]
  }

  createContext(): Context {
    return Object.create(this.active ?? Object.prototype) as Context
  }

  enter(context: object): void {
    ok(context, 'enter() needs a context: createContext() makes one')
    enterScope(this.#scope({ context, outer: this.#entered() }))
  }

  exit(context: object): void {
    enterScope(this.#scope(leave(context, this.#entered())))
  }

  protected runIn<T>(context: object, fn: () => T): T {
    return runInScope(this.#scope({ context, outer: this.#outer(context) }), fn)
  }

  #entered(): Entered | undefined {
    return currentScope()?.namespaces?.[this.#key]
  }

  /** A child context keeps its parents alive anyway. Any other must not keep the chain of bound functions that led to it. */
  #outer(context: object): Entered | undefined {
    const entered = this.#entered()
    const isChild = Object.getPrototypeOf(context) === entered?.context
    return isChild || !entered ? entered : { context: entered.context }
  }

  #scope(entered: Entered | undefined): Scope {
    const scope = currentScope()
    const namespaces = { ...scope?.namespaces, [this.#key]: entered }
    return { ...scope, namespaces }
  }
}
