import { addresses } from '../sources/address.js'
import { Server } from '../sources/server.js'
import { visible } from '../views/visible.js'

/** Options of every command that speaks to a server. */
export interface ServerOptions {
  readonly url?: readonly string[]
  readonly json?: boolean
  readonly sql?: boolean
}

const patience = 30_000

/** Connects to all servers. Those that can't be reached are an error only when no other can. */
export async function openServers({ url = [] }: ServerOptions): Promise<Server[]> {
  const servers = addresses(url, process.env).map((address) => new Server(address))
  const outcomes = await Promise.allSettled(servers.map((server) => server.connect()))
  const failures = outcomes.filter((outcome) => outcome.status === 'rejected')
  if (failures.length === servers.length) await connectToAny(servers)
  else for (const { reason } of failures) warn((reason as Error).message)
  return servers
}

async function connectToAny(servers: readonly Server[]): Promise<void> {
  const deadline = Date.now() + patience
  try {
    await Promise.any(servers.map((server) => server.connectPatiently(deadline, warn)))
  } catch (error) {
    throw (error as AggregateError).errors[0]
  }
}

/** Runs `work` with connected servers and closes them whatever happens. */
export async function withServers<T>(
  options: ServerOptions,
  work: (servers: Server[]) => Promise<T>,
): Promise<T> {
  const servers = await openServers(options)
  try {
    return await work(servers)
  } finally {
    await Promise.all(servers.map((server) => server.close()))
  }
}

/** Says something on stderr, where it does not disturb a pipe. */
export function warn(message: string): void {
  process.stderr.write(`sqltrace: ${visible(message)}\n`)
}
