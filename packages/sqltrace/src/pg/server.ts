import type { Server } from '../statement/query.js'
import { shared } from '../shared.js'
import { sessionOf } from './session.js'
import type { PgClient, PgPool } from './shapes.js'

const pools = shared('poolsOfClients', () => new WeakMap<PgClient, PgPool>())

/** Says which pool has made a client. */
export function belongsTo(client: PgClient, pool: PgPool): void {
  pools.set(client, pool)
}

/** Where a client is connected to, as pg has resolved it. */
export function serverOf(client: PgClient): Server {
  const { host, port, database } = client.connectionParameters ?? {}
  return {
    address: host ?? undefined,
    port: host?.startsWith('/') ? undefined : port,
    namespace: database ?? undefined,
    poolSize: pools.get(client)?.options.max,
    session: sessionOf(client),
  }
}
