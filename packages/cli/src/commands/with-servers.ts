import type { StartProgress } from '../model/progress.js'
import { CliError } from '../model/cli-error.js'
import { addresses } from '../sources/connection/address.js'
import { isTransient } from '../sources/connection/server-error.js'
import { Server } from '../sources/server/server.js'
import { complain } from '../views/complain.js'

/** Options of every command that connects to servers. */
export interface ServerOptions {
  readonly url?: readonly string[]
  readonly json?: boolean
  readonly sql?: boolean
  readonly startProgress: StartProgress
}

const patience = 30_000

/** Connects to all servers. It fails only if none can be reached. */
export async function openServers({ url = [] }: ServerOptions): Promise<Server[]> {
  const servers = addresses(url, process.env).map((address) => new Server(address))
  const outcomes = await Promise.allSettled(servers.map((server) => server.connect()))
  const failures = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  if (failures.length === servers.length) await connectToAny(servers, failures)
  else for (const { message } of failures) complain(message)
  warnOfDuplicates(servers)
  return servers
}

/** Two host lists may lead to the same server, for example after a failover. */
function warnOfDuplicates(servers: readonly Server[]): void {
  for (const [index, { name, place }] of servers.entries()) {
    const duplicate = servers.slice(0, index).find((other) => place && other.place === place)
    if (duplicate !== undefined && duplicate.name !== name)
      complain(`${duplicate.name} and ${name} are the same server, so its load is counted twice.`)
  }
}

/** While we wait, a connection slot may become free or a server may start. */
async function connectToAny(
  servers: readonly Server[],
  failures: readonly CliError[],
): Promise<void> {
  if (!failures.some(isTransient)) throw allOf(failures)
  const deadline = Date.now() + patience
  try {
    await Promise.any(servers.map((server) => server.connectPatiently(deadline, complain)))
  } catch (error) {
    throw allOf((error as AggregateError).errors as CliError[])
  }
}

function allOf(failures: readonly CliError[]): CliError {
  const [first] = failures
  if (first !== undefined && failures.length === 1) return first
  const messages = [...new Set(failures.map(({ message }) => message))]
  return new CliError(first?.code ?? '', messages.join('\n'), { cause: failures })
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
