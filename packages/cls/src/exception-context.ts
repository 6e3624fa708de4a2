/** The property of an error that holds the context in which it was thrown. */
export const ERROR_SYMBOL = 'error@context'

/** Records on `exception`, if it is an extensible object, that it was thrown in `context`. */
export function attachContext(exception: unknown, context: object): void {
  if (typeof exception !== 'object' || exception === null) return
  // Not enumerable, or loggers would print it. `Reflect` doesn't throw for a frozen error.
  Reflect.defineProperty(exception, ERROR_SYMBOL, {
    value: context,
    configurable: true,
    writable: true,
  })
}

/** The context in which `exception` was thrown. */
export function exceptionContext(exception: unknown): object | undefined {
  return (Object(exception) as { [ERROR_SYMBOL]?: object })[ERROR_SYMBOL]
}
