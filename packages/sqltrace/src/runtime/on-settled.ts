/** What is told of the value or the error that a call came to. */
export interface Listener<T> {
  readonly value: (value: T) => void
  readonly error: (error: unknown) => void
}

/**
 * Tells `listener` what `result` comes to and hands the same on: one `then`, so that the derived promise is of the same class,
 * and a rejection that nobody handles stays one. What is no promise is there already.
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
