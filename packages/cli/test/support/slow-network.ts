import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** A proxy to a server that delays each answer by `delay` milliseconds. */
export async function slowNetwork(
  target: number,
  delay: number,
): Promise<{ port: number; server: Server }> {
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1')
    near.pipe(far)
    far.on('data', (bytes) => void setTimeout(() => near.writable && near.write(bytes), delay))
    endTogether(near, far)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, server }
}

function endTogether(near: Socket, far: Socket): void {
  near.on('error', () => far.destroy()).on('close', () => far.destroy())
  far.on('error', () => near.destroy()).on('close', () => near.destroy())
}
