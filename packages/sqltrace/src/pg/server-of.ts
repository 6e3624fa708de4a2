import type { Server } from '../query/query.js'
import type { Session } from '../query/session.js'
import { shared } from '@sqltrace/context'
import { sessionOf } from './session-of.js'
import type { PgClient, PgPool } from './shapes.js'

const pools = shared('poolsOfClients', () => new WeakMap<PgClient, PgPool>())
const servers = shared('serversOfPools', () => new WeakMap<PgPool, Server>())

/** What a client was found to be connected to, for as long as its parameters stay (bench "queries"). */
interface Connected {
  readonly host: unknown
  readonly port: unknown
  readonly database: unknown
  readonly server: Server
}

const connected = new WeakMap<PgClient, Connected>()

/** Says which pool has made a client. */
export function belongsTo(client: PgClient, pool: PgPool): void {
  pools.set(client, pool)
  servers.set(pool, parametersOf(client))
}

/** Where a client is connected to, as pg has resolved it. */
export function serverOf(client: PgClient): Server {
  const { host, port, database } = client.connectionParameters ?? {}
  const known = connected.get(client)
  if (known?.host === host && known?.port === port && known?.database === database && known)
    return known.server
  const server = parametersOf(client, sessionOf(client))
  connected.set(client, { host, port, database, server })
  return server
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
