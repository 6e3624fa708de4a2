import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { currentScope } from '@sqltrace/context'
import { onTestFinished } from 'vitest'

/** The method and route that a query would have if it were sent now. */
export function observed(): { method?: string | undefined; route?: string | undefined } {
  const request = currentScope()?.request
  return { method: request?.method, route: request?.route }
}

/** Listens on loopback until the test is over; returns the origin. */
export async function listen(listener: RequestListener | Server): Promise<string> {
  const server = typeof listener === 'function' ? createServer(listener) : listener
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The route in the response body. */
export async function routeOf(url: string, init?: RequestInit): Promise<string | undefined> {
  const response = await fetch(url, init)
  return ((await response.json()) as { route?: string }).route
}
