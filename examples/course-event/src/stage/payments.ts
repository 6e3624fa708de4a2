import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A payment provider that responds after a delay. */
export interface Payments {
  readonly url: string
  stop(): void
}

/** Starts a provider that takes `delay` milliseconds per payment. */
export async function startPayments(delay: number): Promise<Payments> {
  const server = createServer(async (request, response) => {
    request.resume()
    await sleep(delay)
    response.end('paid')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
