import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setInterval } from 'node:timers/promises'
import type { Account } from './account.js'

/** Where a server's files are and how it is configured. */
export interface ServerFiles {
  readonly postgres: string
  readonly data: string
  readonly log: string
  readonly settings: Readonly<Record<string, string>>
}

/** Starts a server and waits until it accepts connections; `undefined` if the port is taken. */
export async function launch(
  files: ServerFiles,
  port: number,
  { ids }: Account,
): Promise<ChildProcess | undefined> {
  const log = await open(files.log, 'a')
  const server = spawn(files.postgres, serverArguments(files, port), {
    ...ids,
    cwd: files.data,
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    detached: true, // Ctrl-C reaches the whole foreground group: the server would go before its clients.
    stdio: ['ignore', log.fd, log.fd],
  })
  server.unref()
  await once(server, 'spawn').finally(() => log.close())
  if (await isReady(server, files.data)) return server
  const output = await readFile(files.log, 'utf8')
  if (/could not bind|could not create any TCP/.test(output)) return undefined
  throw new Error(`PostgreSQL did not start:\n${output}`)
}

/** Sends `signal` to a server and waits until it exits. */
export async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(server)) return
  const ended = once(server, 'exit')
  server.ref()
  server.kill(signal)
  const patience = setTimeout(() => server.kill('SIGQUIT'), 10_000)
  await ended.finally(() => clearTimeout(patience))
}

function serverArguments({ data, settings }: ServerFiles, port: number): string[] {
  const pairs = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return ['-D', data, '-p', String(port), ...pairs]
}

async function isReady(server: ChildProcess, data: string): Promise<boolean> {
  const deadline = Date.now() + 60_000
  for await (const _ of setInterval(10)) {
    if (hasEnded(server) || Date.now() > deadline) return false
    if ((await stateOf(server, data)) === 'ready') return true
  }
  return false
}

/** The eighth line of `postmaster.pid` is the server's own state. */
async function stateOf(server: ChildProcess, data: string): Promise<string | undefined> {
  const file = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = file.split('\n')
  return Number(lines[0]) === server.pid ? lines[7]?.trim() : undefined
}

function hasEnded(server: ChildProcess): boolean {
  return server.exitCode !== null || server.signalCode !== null
}
