import type { EventEmitter } from 'node:events'

/** Values under names. Not `unknown`: programs written against the types of cls-hooked compile. */
export type Context = Record<string, any>

/**
 * Values that belong to a chain of calls, synchronous and asynchronous.
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

  /** The active context, `null` outside of all. */
  readonly active: any

  /** Sets a value on the active context and returns it. Throws where none is active. */
  set<K extends keyof N>(key: K, value: N[K]): N[K]

  /** The value of the active context or of the nearest one around it that has it. */
  get<K extends keyof N>(key: K): N[K]

  /** Runs `fn` in a new context and returns that context. */
  run(fn: (context: any) => void): Context

  /** Runs `fn` in a new context and returns what `fn` returns. */
  runAndReturn<T>(fn: (context: any) => T): T

  /** Runs `fn` in a new context and returns its promise. Throws where `fn` returns none. */
  runPromise<T>(fn: (context: any) => Promise<T>): Promise<T>

  /** A function that runs `fn` in `context`. Defaults to the active context, else to a new one. */
  bind<F extends CallableFunction>(fn: F, context?: object | null): F

  /** Lets each listener that `emitter` gets from now on run in the context that it was added in. */
  bindEmitter(emitter: EventEmitter): void

  /** A new context that sees the values of the active one. It is not entered. */
  createContext(): Context

  /** Makes `context` the active one for the rest of the running async context. */
  enter(context: object): void

  /** Takes back `enter(context)`. Throws where `context` isn't entered. */
  exit(context: object): void

  /** The context that `exception` was thrown out of. */
  fromException(exception: unknown): Context | undefined
}
