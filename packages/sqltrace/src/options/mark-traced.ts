import { fingerprint } from './fingerprint.js'
import type { ResolvedOptions } from './resolve-options.js'
import { notify } from '../runtime/guarded.js'
import { shared } from '@sqltrace/context'

/** The traced targets and their options. */
const targets = shared('targets', () => new WeakMap<object, ResolvedOptions>())

export function isTraced(target: object): boolean {
  return targets.has(target)
}

export function markTraced(target: object, { options }: { readonly options: ResolvedOptions }) {
  targets.set(target, options)
}

/** The first `traced()` wins; warns if the second one has different options. */
export function keepFirst(target: object, asked: ResolvedOptions): void {
  const first = targets.get(target)
  if (first && fingerprint(first) !== fingerprint(asked)) {
    notify(
      'traced-twice',
      'traced() was called again with different options; the first ones apply.',
    )
  }
}

/**
 * Whether methods can be replaced on `target`: a frozen object throws, and a Proxy may return its own, which may call the
 * replaced one on the object behind it. Leaves `target` unchanged.
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
