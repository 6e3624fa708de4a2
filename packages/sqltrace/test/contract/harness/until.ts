import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until `isSo()`, at most five seconds. */
export async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 5000
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`Timed out waiting for ${isSo}`)
    await sleep(2)
  }
}
