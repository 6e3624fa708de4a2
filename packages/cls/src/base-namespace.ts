import type { EventEmitter } from 'node:events'
import { bindEmitter } from './bind-emitter.js'
import { attachContext, exceptionContext } from './exception-context.js'
import type { Context, Namespace } from './namespace.js'

/** What all namespaces have in common, whatever their contexts are. */
export abstract class BaseNamespace<N> implements Namespace<N> {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }

  abstract get active(): object | null
  abstract set<K extends keyof N>(key: K, value: N[K]): N[K]
  abstract get<K extends keyof N>(key: K): N[K]
  abstract createContext(): Context
  abstract enter(context: object): void
  abstract exit(context: object): void
  protected abstract runIn<T>(context: object, fn: () => T): T

  run(fn: (context: Context) => void): Context {
    const context = this.createContext()
    this.#call(context, () => fn(context))
    return context
  }

  runAndReturn<T>(fn: (context: Context) => T): T {
    const context = this.createContext()
    return this.#call(context, () => fn(context))
  }

  runPromise<T>(fn: (context: Context) => Promise<T>): Promise<T> {
    const context = this.createContext()
    const promise = this.#call(context, () => fn(context))
    if (!isPromise(promise)) throw new TypeError('runPromise: fn must return a promise')
    return promise.catch((exception: unknown) => {
      attachContext(exception, context)
      throw exception
    })
  }

  bind<F extends CallableFunction>(fn: F, context?: object | null): F {
    const call = this.#call.bind(this, context ?? this.active ?? this.createContext())
    return function bound(this: unknown, ...args: unknown[]) {
      return call(() => Reflect.apply(fn, this, args))
    } as unknown as F
  }

  bindEmitter(emitter: EventEmitter): void {
    bindEmitter(this, emitter)
  }

  fromException(exception: unknown): Context | undefined {
    return exceptionContext(exception)
  }

  #call<T>(context: object, fn: () => T): T {
    try {
      return this.runIn(context, fn)
    } catch (exception) {
      attachContext(exception, context)
      throw exception
    }
  }
}

function isPromise(value: unknown): value is Promise<unknown> {
  const { then, catch: handle } = Object(value) as Partial<Promise<unknown>>
  return typeof then === 'function' && typeof handle === 'function'
}
