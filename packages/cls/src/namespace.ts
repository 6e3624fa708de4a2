import type { EventEmitter } from 'node:events'

/** Named values. `any`, not `unknown`, so that programs written for cls-hooked's types compile. */
export type Context = Record<string, any>

/**
 * Values that follow a chain of synchronous and asynchronous calls.
 *
 * ```ts
 * import { createNamespace } from '@sqltrace/cls'
 *
 * const session = createNamespace<{ user: string }>('session')
 * session.run(() => {
 *   session.set('user', 'ada')
 *   setTimeout(() => console.log(session.get('user')), 10) // ada
 * })
 * ```
 */
export interface Namespace<N = Context> {
  readonly name: string

  /** The active context, or `null` outside any. */
  readonly active: any

  /** Sets a value on the active context and returns the value. Throws if no context is active. */
  set<K extends keyof N>(key: K, value: N[K]): N[K]

  /** The value from the active context, or from the nearest outer one that has it. */
  get<K extends keyof N>(key: K): N[K]

  /** Runs `fn` in a new context and returns that context. */
  run(fn: (context: any) => void): Context

  /** Runs `fn` in a new context and returns what `fn` returns. */
  runAndReturn<T>(fn: (context: any) => T): T

  /** Runs `fn` in a new context and returns its promise. Throws if `fn` doesn't return a promise. */
  runPromise<T>(fn: (context: any) => Promise<T>): Promise<T>

  /** Returns a function that runs `fn` in `context`. Defaults to the active context, or a new one if none is active. */
  bind<F extends CallableFunction>(fn: F, context?: object | null): F

  /** From now on, each listener added to `emitter` runs in the context in which it was added. */
  bindEmitter(emitter: EventEmitter): void

  /** A new context that inherits the values of the active one. Does not enter it. */
  createContext(): Context

  /** Makes `context` the active one for the rest of the running async context. */
  enter(context: object): void

  /** Undoes `enter(context)`. Throws if `context` isn't entered. */
  exit(context: object): void

  /** The context in which `exception` was thrown. */
  fromException(exception: unknown): Context | undefined
}
