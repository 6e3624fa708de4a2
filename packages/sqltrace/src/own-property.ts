type AnyFunction = (...args: never[]) => unknown

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

/**
 * The method itself where an OpenTelemetry instrumentation has put its own in front of it
 * (`__original` is what its `_wrap` leaves): one statement shall have one span and one comment.
 */
export function withoutInstrumentation<F extends AnyFunction>(method: F): F {
  const { __original } = method as { __original?: F }
  return typeof __original === 'function' ? withoutInstrumentation(__original) : method
}
