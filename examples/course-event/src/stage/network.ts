import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A connection to a server that can be lost silently, as if its machine disappeared. */
export interface Network {
  readonly port: number
  /** Connections fall silent, and new ones get no response. */
  lose(): void
  /** New connections work again; those that fell silent stay silent. */
  restore(): void
  stop(): void
}

/** Forwards to a port on 127.0.0.1. */
export async function startNetwork(target: number): Promise<Network> {
  const sockets = new Set<Socket>()
  let isLost = false
  const server = createServer((near) => {
    near.on('error', () => {}) // The other end may be gone.
    sockets.add(near)
    if (isLost) return
    const far = connect(target, '127.0.0.1').on('error', () => near.destroy())
    sockets.add(far)
    near.pipe(far).pipe(near)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    lose: () => {
      isLost = true
      for (const socket of sockets) socket.unpipe().pause()
    },
    restore: () => {
      isLost = false
    },
    stop: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
