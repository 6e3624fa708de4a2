/**
 * Replaces a method on this one object: not on its prototype, and not visible to `Object.keys`. `value` takes over the
 * name and the number of arguments that the method is declared with: libraries look at both.
 */
export function replaceMethod<T extends object, K extends keyof T>(
  target: T,
  name: K,
  value: T[K],
): void {
  resemble(value, target[name])
  Object.defineProperty(target, name, {
    value,
    configurable: true,
    enumerable: Object.prototype.propertyIsEnumerable.call(target, name),
    writable: true,
  })
}

/** Compared first: defining a property of a function costs a hundred times as much. */
function resemble(value: unknown, method: unknown): void {
  if (typeof value !== 'function' || typeof method !== 'function') return
  for (const key of ['name', 'length'] as const) {
    if (value[key] === method[key]) continue
    Object.defineProperty(value, key, { value: method[key], configurable: true })
  }
}
