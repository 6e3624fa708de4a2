/** A listener of an event. */
export type Listener = (...args: unknown[]) => unknown

/** The part of a namespace that binding a listener needs. */
export interface Binder {
  readonly name: string
  readonly active: object | null
  bind(fn: Listener, context?: object | null): Listener
}

interface Bond {
  readonly namespace: Binder
  readonly context: object | null
}

/** By namespace, then by emitter: one function may be the listener of many requests at once. */
type Bonds = Record<string, WeakMap<object, Bond>>

/** cls-hooked's name for it. */
const bondsKey = 'cls@contexts'

/** Remembers the active context of `namespace` for `listener` on `emitter`. */
export function rememberContext(listener: Listener, emitter: object, namespace: Binder): void {
  if (typeof listener !== 'function') return
  const bonds = bondsOf(listener) ?? {}
  Reflect.defineProperty(listener, bondsKey, { value: bonds, configurable: true })
  const byEmitter = (bonds[`context@${namespace.name}`] ??= new WeakMap())
  byEmitter.set(emitter, { namespace, context: namespace.active })
}

/** Whether `listener` has a context to run in when `emitter` emits. */
export function isBound(listener: Listener, emitter: object): boolean {
  const bonds = bondsOf(listener)
  return !!bonds && Object.values(bonds).some((byEmitter) => byEmitter.has(emitter))
}

/** `listener`, bound to the contexts in which it was added to `emitter`. */
export function boundListener(listener: Listener, emitter: object): Listener {
  let bound = listener
  for (const byEmitter of Object.values(bondsOf(listener) ?? {})) {
    const bond = byEmitter.get(emitter)
    if (bond) bound = bond.namespace.bind(bound, bond.context)
  }
  return bound
}

function bondsOf(listener: Listener): Bonds | undefined {
  return (listener as { [bondsKey]?: Bonds })[bondsKey]
}
