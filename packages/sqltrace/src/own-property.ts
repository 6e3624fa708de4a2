/** Replaces a method on this one object: not on its prototype, and not visible to `Object.keys`. */
export function replaceMethod<T extends object, K extends keyof T>(
  target: T,
  name: K,
  value: T[K],
): void {
  Object.defineProperty(target, name, {
    value,
    configurable: true,
    enumerable: Object.hasOwn(target, name) && Object.keys(target).includes(name as string),
    writable: true,
  })
}
