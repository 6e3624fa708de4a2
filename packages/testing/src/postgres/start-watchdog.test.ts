import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'

const fixture = fileURLToPath(new URL('../../test/holds-a-server.js', import.meta.url))

/** Checks the port, because a dead process may stay in the process table until it is reaped. */
async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  const answer = await once(socket, 'connect').then(
    () => true,
    () => false,
  )
  socket.destroy()
  return answer
}

async function startHolder() {
  const holder = spawn(process.execPath, [fixture], { stdio: ['pipe', 'pipe', 'ignore'] })
  const [line] = await Promise.race([once(holder.stdout, 'data'), once(holder, 'exit')])
  const { port, dataFolder } = JSON.parse(String(line)) as { port: number; dataFolder: string }
  return { holder, port, dataFolder }
}

test.each(['SIGKILL', 'SIGINT', 'SIGTERM', 'an uncaught error', 'the end of its program'])(
  'a process that ends with %s leaves no server and no folder',
  async (cause) => {
    const { holder, port, dataFolder } = await startHolder()
    expect(await isListening(port)).toBe(true)
    if (cause.startsWith('SIG')) holder.kill(cause as NodeJS.Signals)
    else holder.stdin.end(cause.includes('error') ? 'throw' : 'end')
    await once(holder, 'exit')
    await vi.waitFor(async () => {
      expect(await isListening(port)).toBe(false)
      expect(existsSync(dataFolder)).toBe(false)
    }, 5000)
  },
)
