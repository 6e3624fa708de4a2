import { runInThisContext } from 'node:vm'

type Handler = (...args: never[]) => unknown

interface MainRealm {
  weakly<F extends Handler>(handler: F): F
  onCollected(handler: Handler, end: () => unknown): void
}

/**
 * Diagnostics channels and worker threads are the process's, but test runners give each file a realm of its own, which
 * whatever the process holds would keep alive. So what it is given is a function of the main realm that holds its handler
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

/** Calls `handler` for as long as somebody else holds it. */
export function weakly<F extends Handler>(handler: F): F {
  return inMainRealm().weakly(handler)
}

/** Runs `end` once nobody holds `handler` any more. It has to be a bound function of Node.js: one of ours holds the realm. */
export function onCollected(handler: Handler, end: () => unknown): void {
  inMainRealm().onCollected(handler, end)
}
