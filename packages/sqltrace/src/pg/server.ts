import type { Server } from '../statement/query.js'
import type { PgClient } from './shapes.js'

/** Where a client is connected to, as pg has resolved it. */
export function serverOf(client: PgClient): Server {
  const { host, port, database } = client.connectionParameters ?? {}
  return {
    address: host ?? undefined,
    port: host?.startsWith('/') ? undefined : port,
    namespace: database ?? undefined,
  }
}
