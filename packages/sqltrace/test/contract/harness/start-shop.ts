import { startPostgres, untilIdle } from '@sqltrace/testing'
import type { Postgres } from '@sqltrace/testing'
import pg from 'pg'
import { createShop, fillShop } from './shop.js'

const { SQLTRACE_POSTGRES: postgres } = process.env

/** A server with the tables of the scenarios. */
export interface ShopServer {
  readonly url: string
  readonly server: Postgres
  /** Resets the tables to the initial state of every run. */
  refill(): Promise<unknown>
  stop(): Promise<void>
}

/** Starts a separate server. */
export async function startShop(): Promise<ShopServer> {
  const server = await startPostgres({
    settings: { max_connections: '50' },
    // The matrix runs the suite on other versions.
    ...(postgres !== undefined && { package: postgres }),
  })
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  await admin.query(createShop)
  return {
    url: server.url,
    server,
    refill: () => admin.query(fillShop),
    stop: async () => {
      await admin.end()
      await untilIdle(server.url)
      await server.stop()
    },
  }
}
