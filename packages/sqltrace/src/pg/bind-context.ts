import { AsyncResource } from 'node:async_hooks'

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown

/**
 * Binds `fn` to the current async context. `AsyncResource.bind` defines properties on each function, which costs a hundred
 * times as much on Node.js 20 (bench "steps": context of a callback).
 */
export function bindContext(fn: AnyFunction): AnyFunction {
  const caller = new AsyncResource('sqltrace.callback')
  return function (this: unknown, ...args: unknown[]) {
    return caller.runInAsyncScope(fn, this, ...args)
  }
}
