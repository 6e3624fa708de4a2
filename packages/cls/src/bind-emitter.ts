import { ok } from 'node:assert'
import type { EventEmitter } from 'node:events'
import {
  type Binder,
  boundListener,
  isBound,
  type Listener,
  rememberContext,
} from './bound-listener.js'

type Listeners = Listener | readonly Listener[]
type Add = (type: PropertyKey, listener: Listener) => unknown
type Emit = (type: PropertyKey, ...args: unknown[]) => boolean

/** The parts of an emitter that we touch. Node.js keeps the listeners in `_events`. */
interface Emitter {
  on: Add
  addListener: Add
  prependListener: Add
  emit: Emit
  readonly _events?: Record<PropertyKey, Listeners | undefined>
  [namespacesKey]?: Set<Binder>
}

const addMethods = ['on', 'addListener', 'prependListener'] as const
const namespacesKey = Symbol.for('sqltrace/1/namespaces')

/** From now on, each listener added to `target` runs in the context of `namespace` in which it was added. */
export function bindEmitter(namespace: Binder, target: EventEmitter): void {
  const emitter = target as unknown as Emitter
  ok(isEmitter(emitter), 'bindEmitter() needs an EventEmitter')
  if (emitter[namespacesKey]) {
    emitter[namespacesKey].add(namespace)
    return
  }
  define(emitter, namespacesKey, new Set([namespace]))
  for (const method of addMethods) {
    if (emitter[method]) patch(emitter, method, remembering(emitter[method]))
  }
  patch(emitter, 'emit', binding(emitter.emit))
}

const remembering = (add: Add) =>
  function added(this: Emitter, type: PropertyKey, listener: Listener) {
    for (const namespace of this[namespacesKey] ?? []) rememberContext(listener, this, namespace)
    return add.call(this, type, listener)
  }

const binding = (emit: Emit) =>
  function emitted(this: Emitter, type: PropertyKey, ...args: unknown[]) {
    const { _events: events } = this
    const listeners = events?.[type]
    if (!listeners || !some(listeners, (listener) => isBound(listener, this))) {
      return emit.call(this, type, ...args)
    }
    // Node.js copies the list before the first call; after that, `off` and `once` need the original list.
    const restore = () => {
      if (events[type] === bound) events[type] = listeners
    }
    const bound = map(listeners, (listener) => after(restore, boundListener(listener, this)))
    events[type] = bound
    try {
      return emit.call(this, type, ...args)
    } finally {
      restore()
    }
  }

const after = (first: () => void, listener: Listener) =>
  function called(this: unknown, ...args: unknown[]) {
    first()
    return listener.apply(this, args)
  }

function some(listeners: Listeners, test: (listener: Listener) => boolean): boolean {
  return typeof listeners === 'function' ? test(listeners) : listeners.some(test)
}

function map(listeners: Listeners, change: (listener: Listener) => Listener): Listeners {
  return typeof listeners === 'function' ? change(listeners) : listeners.map(change)
}

/** As in cls-hooked, `__wrapped` marks a method that is no longer the emitter's own, for tracers. */
function patch(emitter: Emitter, method: keyof Emitter, fn: Add | Emit): void {
  define(emitter, method, Object.assign(fn, { __wrapped: true }))
}

function define(emitter: Emitter, key: keyof Emitter, value: unknown): void {
  Object.defineProperty(emitter, key, { value, configurable: true, writable: true })
}

function isEmitter(value: Partial<Emitter> | undefined): boolean {
  return [value?.on, value?.addListener, value?.emit].every(
    (method) => typeof method === 'function',
  )
}
