import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setInterval } from 'node:timers/promises'
import { freePort } from '../postgres/free-port.js'
import { serverAccount } from '../postgres/account.js'
import type { Postgres } from '../postgres/postgres.js'
import { dismiss, startWatchdog } from '../postgres/start-watchdog.js'

/** A PgBouncer on 127.0.0.1 for a server's database `postgres`. */
export interface Pgbouncer {
  readonly url: string
  stop(): Promise<void>
}

const pidFile = 'pgbouncer.pid'

/**
 * Starts the installed PgBouncer, in transaction mode unless `settings` has another. It
 * stops with this process, however that ends.
 */
export async function startPgbouncer(
  server: Postgres,
  settings: Readonly<Record<string, string>> = {},
): Promise<Pgbouncer> {
  const { ids, temporary } = serverAccount()
  const folder = await mkdtemp(join(temporary, 'sqltrace-'))
  const watchdog = startWatchdog(folder, pidFile)
  const port = await freePort()
  const file = join(folder, 'pgbouncer.ini')
  await writeFile(file, configuration(server.port, { listen_port: String(port), ...settings }))
  if (ids.uid !== undefined) await chown(folder, ids.uid, ids.gid ?? ids.uid)
  const bouncer = spawn('pgbouncer', ['-q', file], { ...ids, cwd: folder, stdio: 'ignore' })
  const stop = () => end(bouncer, join(folder, pidFile)).then(() => dismiss(watchdog))
  try {
    await listening(bouncer, port)
    return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function configuration(serverPort: number, settings: Readonly<Record<string, string>>): string {
  const all = {
    listen_addr: '127.0.0.1',
    unix_socket_dir: '',
    pidfile: pidFile,
    auth_type: 'any',
    pool_mode: 'transaction',
    default_pool_size: '10',
    ...settings,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name} = ${value}\n`)
  const database = `postgres = host=127.0.0.1 port=${serverPort} user=postgres\n`
  return `[databases]\n${database}[pgbouncer]\n${lines.join('')}`
}

async function listening(bouncer: ChildProcess, port: number): Promise<void> {
  const deadline = Date.now() + 10_000
  for await (const _ of setInterval(20)) {
    if (await accepts(port)) return
    if (bouncer.exitCode !== null || Date.now() > deadline)
      throw new Error(`PgBouncer did not start on port ${port}.`)
  }
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

/** Before PgBouncer 1.23, this signal leaves the pid file. */
async function end(bouncer: ChildProcess, file: string): Promise<void> {
  if (bouncer.exitCode === null && bouncer.signalCode === null) {
    const ended = once(bouncer, 'exit')
    bouncer.kill('SIGQUIT')
    await ended
  }
  await rm(file, { force: true })
}
