import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, temporaryFolder } from '@sqltrace/testing'
import pg from 'pg'
import { startShop } from '../contract/harness/start-shop.js'
import type { ShopServer } from '../contract/harness/start-shop.js'

/** A shop behind a PgBouncer in transaction mode. */
export async function startPgbouncer(): Promise<ShopServer> {
  const shop = await startShop()
  const folder = await temporaryFolder()
  const port = await freePort()
  const file = join(folder.path, 'pgbouncer.ini')
  await writeFile(file, settings(shop.server.port, port))
  await chmod(folder.path, 0o755)
  // It refuses to run as root.
  const account = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
  const bouncer = spawn('pgbouncer', ['-q', ...account, file], { stdio: 'ignore' })
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  await listening(url)
  return {
    ...shop,
    url,
    stop: async () => {
      bouncer.kill('SIGTERM')
      await once(bouncer, 'exit')
      await folder.remove()
      await shop.stop()
    },
  }
}

const settings = (serverPort: number, port: number) => `[databases]
postgres = host=127.0.0.1 port=${serverPort} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 10
`

async function listening(url: string, attempts = 100): Promise<void> {
  const client = new pg.Client(url)
  try {
    await client.connect()
    await client.end()
  } catch (error) {
    if (attempts === 0) throw error
    await sleep(50)
    await listening(url, attempts - 1)
  }
}
