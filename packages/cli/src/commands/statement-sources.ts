import type { Server } from '../sources/server/server.js'
import type { StatementsExtension } from '../sources/server/statements-sql.js'
import type { StatementCounters } from '../model/statement-counters.js'
import {
  findStatements,
  readInfo,
  readStatements,
  type StatementsInfo,
} from '../sources/server/read-statements.js'

/** A server and its `pg_stat_statements`. */
export interface StatementSource {
  readonly server: Server
  readonly extension: StatementsExtension
}

/** The counters of one server at one moment. */
export interface CounterReading {
  readonly counters: ReadonlyMap<string, StatementCounters>
  readonly info: StatementsInfo
}

/** Finds the extension on all connected servers. */
export function findSources(servers: readonly Server[]): Promise<StatementSource[]> {
  const connected = servers.filter(({ isConnected }) => isConnected)
  return Promise.all(
    connected.map(async (server) => {
      server.stay()
      return { server, extension: await findStatements(server) }
    }),
  )
}

/** Reads the counters of all servers, by name. */
export async function readCounters(
  sources: readonly StatementSource[],
): Promise<Map<string, CounterReading>> {
  const readings = sources.map(async ({ server, extension }) => {
    const counters = await readStatements(server, extension)
    return [server.name, { counters, info: await readInfo(server, extension) }] as const
  })
  return new Map(await Promise.all(readings))
}
