import { setTimeout as sleep } from 'node:timers/promises'

const patience = 30_000

/** Asks until there is an answer; an error after 30 seconds. */
export async function poll<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + patience; Date.now() < end; await sleep(50)) {
    const answer = await ask()
    if (answer !== undefined) return answer
  }
  throw new Error(`There was no answer within ${patience / 1000} seconds.`)
}
