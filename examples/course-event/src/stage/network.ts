import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A way to a server that can be lost, as when a machine goes away: nobody says that it is gone. */
export interface Network {
  readonly port: number
  /** Connections fall silent, and new ones are not answered. */
  lose(): void
  /** New connections work again; those that fell silent stay so. */
  restore(): void
  stop(): void
}

/** Leads to a port of 127.0.0.1. */
export async function startNetwork(target: number): Promise<Network> {
  const sockets = new Set<Socket>()
  let isLost = false
  const server = createServer((near) => {
    near.on('error', () => {}) // Its other end may be gone.
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
