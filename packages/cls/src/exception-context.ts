/** The property of an error that holds the context it was thrown out of. */
export const ERROR_SYMBOL = 'error@context'

/** Remembers on `exception`, if it can hold it, that it was thrown out of `context`. */
export function attachContext(exception: unknown, context: object): void {
  if (typeof exception !== 'object' || exception === null) return
  // Not enumerable: loggers would print it. `Reflect`: a frozen error stays as it is.
  Reflect.defineProperty(exception, ERROR_SYMBOL, {
    value: context,
    configurable: true,
    writable: true,
  })
}

/** The context that `exception` was thrown out of. */
export function exceptionContext(exception: unknown): object | undefined {
  return (Object(exception) as { [ERROR_SYMBOL]?: object })[ERROR_SYMBOL]
}
