/** Callbacks for the value or the error of a call. */
export interface Listener<T> {
  readonly value: (value: T) => void
  readonly error: (error: unknown) => void
}

/**
 * Calls `listener` with the value or the error of `result`, and passes it on. Uses one `then`, so that the derived promise
 * has the same class and an unhandled rejection stays unhandled. A value that is not a promise is reported immediately.
 */
export function onSettled<R>(result: R, { value, error }: Listener<Awaited<R>>): R {
  const promise = result as Promise<Awaited<R>> | undefined
  if (typeof promise?.then !== 'function') {
    value(result as Awaited<R>)
    return result
  }
  return promise.then(
    (settled) => {
      value(settled)
      return settled
    },
    (reason) => {
      error(reason)
      throw reason
    },
  ) as R
}
