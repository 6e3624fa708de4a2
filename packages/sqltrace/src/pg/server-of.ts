import type { Server } from '../query/query.js'
import type { Session } from '../query/session.js'
import { shared } from '@sqltrace/context'
import { sessionOf } from './session-of.js'
import type { PgClient, PgPool } from './shapes.js'

const pools = shared('poolsOfClients', () => new WeakMap<PgClient, PgPool>())
const servers = shared('serversOfPools', () => new WeakMap<PgPool, Server>())

/** A client's server, cached while its parameters stay the same (bench "queries"). */
interface Connected {
  readonly host: unknown
  readonly port: unknown
  readonly database: unknown
  readonly server: Server
}

const connected = new WeakMap<PgClient, Connected>()

/** Records which pool created a client. */
export function belongsTo(client: PgClient, pool: PgPool): void {
  pools.set(client, pool)
  servers.set(pool, parametersOf(client))
}

/** A client's server, as resolved by pg. */
export function serverOf(client: PgClient): Server {
  const { host, port, database } = client.connectionParameters ?? {}
  const known = connected.get(client)
  const isKnown = known?.host === host && known?.port === port && known?.database === database
  if (known && isKnown) return known.server
  const server = parametersOf(client, sessionOf(client))
  connected.set(client, { host, port, database, server })
  return server
}

/** A pool's server, as pg has resolved it for the latest client; `undefined` before the first client. */
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
