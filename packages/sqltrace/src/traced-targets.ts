import { fingerprint } from './options/fingerprint.js'
import type { ResolvedOptions } from './options/resolve-options.js'
import { notify } from './report.js'
import { shared } from './shared.js'

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

const probe = Symbol('sqltrace')

/** Whether what is defined on `target` is found there again: a Proxy may look elsewhere, and a frozen object refuses. */
export function takesProperties(target: object): boolean {
  try {
    Object.defineProperty(target, probe, { value: true, configurable: true })
    const isKept = (target as { [probe]?: unknown })[probe] === true
    return Reflect.deleteProperty(target, probe) && isKept
  } catch {
    return false
  }
}
