import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

/** A TCP proxy in front of a server that resets a connection at a chosen message. */
export interface CuttingProxy {
  readonly port: number
  /** Resets the next connection instead of forwarding the server's message with that number, from 1. */
  cutAt(message: number): void
  close(): void
}

/** Starts a proxy on 127.0.0.1. */
export async function startCuttingProxy(serverPort: number): Promise<CuttingProxy> {
  let cut: number | undefined
  const sockets = new Set<Socket>()
  const proxy = createServer((client) => {
    const server = connect(serverPort, '127.0.0.1')
    for (const socket of [client, server]) sockets.add(socket.on('error', () => socket.destroy()))
    client.pipe(server)
    forward(server, client, cut)
    cut = undefined
  })
  await once(proxy.listen(0, '127.0.0.1'), 'listening')
  return {
    port: (proxy.address() as AddressInfo).port,
    cutAt: (message) => (cut = message),
    close: () => {
      proxy.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** A server message begins with a type of one byte and a length of four bytes, which includes itself. */
function forward(server: Socket, client: Socket, cut = Infinity): void {
  let pending = Buffer.alloc(0)
  let count = 0
  server.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk])
    while (pending.length >= 5) {
      const length = 1 + pending.readInt32BE(1)
      if (pending.length < length) return
      count += 1
      if (count >= cut) return void client.resetAndDestroy()
      client.write(pending.subarray(0, length))
      pending = pending.subarray(length)
    }
  })
  server.on('close', () => client.destroy())
  client.on('close', () => server.destroy())
  client.on('close', () => server.destroy())
}
