/** What a promise, or a call, is rejected with: a scenario must not go on where it was not. */
export async function failure(attempt: PromiseLike<unknown> | (() => unknown)): Promise<unknown> {
  let value: unknown
  try {
    value = await (typeof attempt === 'function' ? attempt() : attempt)
  } catch (error) {
    return error
  }
  throw new Error('This should have failed.', { cause: value })
}
