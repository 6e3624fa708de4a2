import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../watchdog.js', import.meta.url))

/** Starts a process that stops the server of `pidFile` and removes `folder` when this process ends. */
export function startWatchdog(
  folder: string,
  pidFile = join('data', 'postmaster.pid'),
): ChildProcess {
  const watchdog = spawn(process.execPath, [program, folder, pidFile], {
    cwd: '/',
    detached: true,
    env: {},
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watchdog.unref()
  const pipe = watchdog.stdin as Socket | null
  pipe?.unref()
  return watchdog
}

/** Lets the watchdog finish its work now, and waits for it. */
export async function dismiss(watchdog: ChildProcess): Promise<void> {
  if (watchdog.exitCode !== null) return
  const ended = once(watchdog, 'exit')
  watchdog.ref()
  watchdog.stdin?.end()
  await ended
}
