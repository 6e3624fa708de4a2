import { fingerprint } from './fingerprint.js'
import type { ResolvedOptions } from './resolve-options.js'
import { notify } from '../runtime/guarded.js'
import { shared } from '@sqltrace/context'

/** What is traced already, and with which options. */
const targets = shared('targets', () => new WeakMap<object, ResolvedOptions>())

export function isTraced(target: object): boolean {
  return targets.has(target)
}

export function markTraced(target: object, { options }: { readonly options: ResolvedOptions }) {
  targets.set(target, options)
}

/** The first `traced()` wins; says so where the second one asks for something else. */
export function keepFirst(target: object, asked: ResolvedOptions): void {
  const first = targets.get(target)
  if (first && fingerprint(first) !== fingerprint(asked)) {
    notify('traced-twice', 'traced() was called again with other options; the first ones stay.')
  }
}

/**
 * Whether methods that are put on `target` are found there: a Proxy may answer with its own, which may call what was put on
 * the object behind it, and a frozen object refuses. Everything is as before afterwards.
 */
export function takesMethods(target: object, names: readonly string[]): boolean {
  return names.every((name) => {
    const before = Object.getOwnPropertyDescriptor(target, name)
    const probe = () => {}
    try {
      Object.defineProperty(target, name, { value: probe, configurable: true, writable: true })
      return Reflect.get(target, name) === probe
    } catch {
      return false
    } finally {
      restore(target, name, before)
    }
  })
}

function restore(target: object, name: string, before: PropertyDescriptor | undefined): void {
  try {
    if (before) Object.defineProperty(target, name, before)
    else Reflect.deleteProperty(target, name)
  } catch {}
}
