import { setPriority } from 'node:os'
import { startPostgres, type Postgres } from '@sqltrace/testing'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { migrate } from '../database/migration.js'
import type { Platform } from '../database/schema.js'
import { seed } from '../database/seed.js'
import { behindTheOperator } from './behind-the-operator.js'

/** One writer and two readers that follow it. */
export interface Cluster {
  readonly writer: Postgres
  readonly readers: readonly Postgres[]
  readonly servers: readonly Postgres[]
  stop(): Promise<void>
}

const settings = {
  max_connections: '200',
  shared_buffers: '128MB',
  log_min_duration_statement: '1ms',
  log_lock_waits: 'on',
  // The values of a cached page would fill the log.
  log_parameter_max_length: '0',
}

/** Starts the three servers with the platform's data in them. */
export async function startCluster(): Promise<Cluster> {
  const writer = await startPostgres({ settings })
  await fill(writer)
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

async function fill({ url }: Postgres): Promise<void> {
  const pool = new pg.Pool({ connectionString: url })
  const db = new Kysely<Platform>({ dialect: new PostgresDialect({ pool }) })
  await migrate(db)
  await seed(db)
  await db.destroy()
}
