import { open, stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

const pause = 250
const chunkSize = 1024 * 1024

/** Yields what is appended to a file from now on; after a rotation, the new file is read from the beginning. */
export async function* followLog(file: string): AsyncGenerator<Buffer> {
  let { size: at, ino } = await stat(file)
  for (;;) {
    const now = await stat(file).catch(() => undefined)
    if (now !== undefined && (now.ino !== ino || now.size < at)) at = 0
    ino = now?.ino ?? ino
    while (now !== undefined && at < now.size) {
      const chunk = await readAt(file, at)
      if (chunk.length === 0) break
      at += chunk.length
      yield chunk
    }
    await sleep(pause)
  }
}

async function readAt(file: string, position: number): Promise<Buffer> {
  const handle = await open(file).catch(() => undefined)
  if (handle === undefined) return Buffer.alloc(0)
  try {
    const { buffer, bytesRead } = await handle.read(
      Buffer.allocUnsafe(chunkSize),
      0,
      chunkSize,
      position,
    )
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
