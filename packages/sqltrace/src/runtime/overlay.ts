/** Whether a spread copies the whole object: it has no class, and no getters on a prototype. */
export function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/**
 * Behaves like `target`, but with other values for some properties. `target` itself never changes, even if the result is
 * written to. Getters and methods run on `target`, because a copy has no private fields.
 */
export function overlay<T extends object>(target: T, values: Partial<T>): T {
  const own: Record<PropertyKey, unknown> = { ...values }
  const isOwn = (key: PropertyKey) => Object.hasOwn(own, key)
  const shown = canBeCopied(target) ? own : {}
  return new Proxy(Object.create(Reflect.getPrototypeOf(target)) as T, {
    get: (_, key) => (isOwn(key) ? own[key] : read(target, key)),
    has: (_, key) => isOwn(key) || Reflect.has(target, key),
    set: (_, key, value) => define(own, key, value),
    defineProperty: (_, key, { value }) => define(own, key, value),
    ownKeys: () => [...new Set([...Reflect.ownKeys(target), ...Reflect.ownKeys(shown)])],
    getOwnPropertyDescriptor: (_, key) => {
      const found = Reflect.getOwnPropertyDescriptor(key in shown ? shown : target, key)
      return found && { ...found, configurable: true }
    },
  })
}

/** Copying an object with private fields (pg 8.23) fails, and must fail in the same way with the overlay. */
function canBeCopied(target: object): boolean {
  const descriptors = Object.getOwnPropertyDescriptors(target)
  const copy = Object.create(Object.getPrototypeOf(target), descriptors) as object
  try {
    for (const key in Object.getOwnPropertyDescriptors(Object.getPrototypeOf(target)))
      Reflect.get(copy, key)
    return true
  } catch {
    return false
  }
}

function define(own: Record<PropertyKey, unknown>, key: PropertyKey, value: unknown): boolean {
  own[key] = value
  return true
}

function read(target: object, key: PropertyKey): unknown {
  const value: unknown = Reflect.get(target, key)
  const isMethod = typeof value === 'function' && !Object.hasOwn(target, key)
  return isMethod ? value.bind(target) : value
}
