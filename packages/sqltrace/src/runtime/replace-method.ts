/**
 * Replaces a method on this object only, not on its prototype, and without becoming visible to `Object.keys`. `value` gets
 * the original's `name` and `length`, because libraries look at both.
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

/** Compares first, because defining a function's property costs a hundred times as much. */
function resemble(value: unknown, method: unknown): void {
  if (typeof value !== 'function' || typeof method !== 'function') return
  for (const key of ['name', 'length'] as const) {
    if (value[key] === method[key]) continue
    Object.defineProperty(value, key, { value: method[key], configurable: true })
  }
}
