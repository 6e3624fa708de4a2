import { startPostgres, untilIdle, type Postgres } from '@sqltrace/testing'
import { fill } from '../database/fill.js'
import { stepBack } from './step-back.js'

/** One writer and two readers that follow it. */
export interface Cluster {
  readonly writer: Postgres
  readonly readers: readonly Postgres[]
  readonly servers: readonly Postgres[]
  /** The priority of the servers and the app's processes, as for `nice`: 0 to 19. */
  readonly priority: number
  stop(): Promise<void>
}

/** Options for a cluster. */
export interface ClusterOptions {
  readonly settings?: Readonly<Record<string, string>>
  readonly priority?: number
}

const defaults = {
  max_connections: '200',
  shared_buffers: '128MB',
  log_min_duration_statement: '1ms',
  log_lock_waits: 'on',
  // The parameters of a cached page would fill the log.
  log_parameter_max_length: '0',
}

/** Starts the three servers with the platform's data in them. */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const { priority = 0 } = options
  const settings = { ...defaults, ...options.settings }
  const writer = await startPostgres({ settings })
  await fill(writer.url)
  const follow = () => startPostgres({ settings, primary: writer })
  const readers = [await follow(), await follow()]
  const servers = [writer, ...readers]
  await Promise.all(servers.map(({ pid }) => stepBack(pid, priority)))
  return {
    writer,
    readers,
    servers,
    priority,
    stop: async () => void (await Promise.all(servers.map(stop))),
  }
}

async function stop(server: Postgres): Promise<void> {
  await untilIdle(server.url)
  await server.stop()
}
