/** The error of a promise or a call; throws if there was none, so that the scenario does not continue. */
export async function failure(attempt: PromiseLike<unknown> | (() => unknown)): Promise<unknown> {
  let value: unknown
  try {
    value = await (typeof attempt === 'function' ? attempt() : attempt)
  } catch (error) {
    return error
  }
  throw new Error('This should have failed.', { cause: value })
}
