import type { Server } from '../query/query.js'
import type { Session } from '../query/session.js'
import { shared } from '@sqltrace/context'
import { sessionOf } from './session-of.js'
import type { PgClient, PgPool } from './shapes.js'

const pools = shared('poolsOfClients', () => new WeakMap<PgClient, PgPool>())
const servers = shared('serversOfPools', () => new WeakMap<PgPool, Server>())

/** Says which pool has made a client. */
export function belongsTo(client: PgClient, pool: PgPool): void {
  pools.set(client, pool)
  servers.set(pool, parametersOf(client))
}

/** Where a client is connected to, as pg has resolved it. */
export function serverOf(client: PgClient): Server {
  return parametersOf(client, sessionOf(client))
}

/** Where a pool tries to connect to, as pg has resolved it for the newest client; a pool that has made none tells nothing. */
export function serverOfPool(pool: PgPool): Server | undefined {
  return servers.get(pool)
}

function parametersOf(client: PgClient, session?: Session): Server {
  const { host, port, database } = client.connectionParameters ?? {}
  return {
    address: host ?? undefined,
    port: host?.startsWith('/') ? undefined : port,
    namespace: database ?? undefined,
    poolSize: pools.get(client)?.options.max,
    session,
  }
}
