import { runInThisContext } from 'node:vm'

type Handler = (...args: never[]) => unknown

interface MainRealm {
  weakly<F extends Handler>(handler: F): F
  onCollected(handler: Handler, end: () => unknown): void
}

/**
 * Diagnostics channels and worker threads belong to the process, but test runners give each file its own realm, which a
 * handler held by the process would keep alive. So the process gets a function of the main realm that holds the handler
 * weakly.
 */
const program = `'use strict'
;(() => {
  const ends = new FinalizationRegistry((end) => end())
  return {
    weakly(handler) {
      const reference = new WeakRef(handler)
      return (...args) => reference.deref()?.(...args)
    },
    onCollected(handler, end) {
      ends.register(handler, end)
    },
  }
})()`

let mainRealm: MainRealm | undefined

const inMainRealm = () => (mainRealm ??= runInThisContext(program) as MainRealm)

/** A function that calls `handler` while something else keeps it alive. */
export function weakly<F extends Handler>(handler: F): F {
  return inMainRealm().weakly(handler)
}

/** Runs `end` after `handler` has been collected. `end` must be a bound Node.js function: our own would keep the realm alive. */
export function onCollected(handler: Handler, end: () => unknown): void {
  inMainRealm().onCollected(handler, end)
}
