import { once } from 'node:events'
import { connect } from 'node:http2'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'

/** Requests `path` from a server as soon as it listens, and returns the response's status. */
export async function visit(origin: string, path: string, isHttp2: boolean): Promise<number> {
  const deadline = performance.now() + 20_000
  for (;;) {
    try {
      return await (isHttp2 ? request2(origin, path) : request(origin, path))
    } catch (error) {
      if (performance.now() > deadline) throw error
      await setTimeout(50)
    }
  }
}

async function request(origin: string, path: string): Promise<number> {
  const response = await fetch(origin + path)
  await response.text()
  return response.status
}

async function request2(origin: string, path: string): Promise<number> {
  const session = connect(origin)
  try {
    await once(session, 'connect')
    const stream = session.request({ ':path': path })
    const [headers] = await once(stream, 'response')
    await text(stream)
    return headers[':status']
  } finally {
    session.destroy()
  }
}
