import { setInterval } from 'node:timers/promises'

/** Asks until there is an answer; an error after 30 seconds. */
export async function poll<T>(ask: () => Promise<T | undefined>): Promise<T> {
  const signal = AbortSignal.timeout(30_000)
  for await (const _ of setInterval(50, undefined, { signal })) {
    const answer = await ask()
    if (answer !== undefined) return answer
  }
  throw signal.reason
}
