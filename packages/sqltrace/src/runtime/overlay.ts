/** Whether a spread copies all that an object is: it has neither a class nor getters of a prototype. */
export function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/**
 * `target` as whoever reads it sees it, but with other values for some properties. The object itself stays as it is, also
 * where somebody writes into the result. Getters and methods run on the object itself, because a copy has no private fields.
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

/** Whoever copies an object with private fields (pg 8.23) fails, and shall fail in the same way. */
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
