import { setTimeout } from 'node:timers/promises'
import { activity } from './activity.js'

/**
 * Waits until no client is connected, at most three seconds. `pool.end()` resolves before its sockets
 * are closed, and stopping the server would cause an unhandled error there.
 */
export async function untilIdle(url: string): Promise<void> {
  const deadline = performance.now() + 3000
  while (performance.now() < deadline && (await activity(url)).length > 0) await setTimeout(20)
}
