import { setTimeout as sleep } from 'node:timers/promises'

const patience = 30_000

/** Calls `ask` until it returns a value; rejects after 30 seconds. */
export async function poll<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + patience; Date.now() < end; await sleep(50)) {
    const answer = await ask()
    if (answer !== undefined) return answer
  }
  throw new Error(`No result within ${patience / 1000} seconds.`)
}
