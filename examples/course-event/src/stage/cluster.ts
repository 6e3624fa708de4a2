import { setPriority } from 'node:os'
import { startPostgres, type Postgres } from '@sqltrace/testing'
import { fill } from '../database/fill.js'
import { behindTheOperator } from './behind-the-operator.js'

/** One writer and two readers that follow it. */
export interface Cluster {
  readonly writer: Postgres
  readonly readers: readonly Postgres[]
  readonly servers: readonly Postgres[]
  stop(): Promise<void>
}

const defaults = {
  max_connections: '200',
  shared_buffers: '128MB',
  log_min_duration_statement: '1ms',
  log_lock_waits: 'on',
  // The values of a cached page would fill the log.
  log_parameter_max_length: '0',
}

/** Starts the three servers with the platform's data in them; `differing` settings go before ours. */
export async function startCluster(differing: Readonly<Record<string, string>>): Promise<Cluster> {
  const settings = { ...defaults, ...differing }
  const writer = await startPostgres({ settings })
  await fill(writer.url)
  const follow = () => startPostgres({ settings, primary: writer })
  const readers = [await follow(), await follow()]
  const servers = [writer, ...readers]
  for (const { pid } of servers) setPriority(pid, behindTheOperator)
  return {
    writer,
    readers,
    servers,
    stop: async () => void (await Promise.all(servers.map((server) => server.stop()))),
  }
}
