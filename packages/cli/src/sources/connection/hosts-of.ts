import { isIP } from 'node:net'
import type { ClientConfig } from 'pg'
import { usageError } from '../../model/cli-error.js'
import { passwordFromFile, type Login } from './password-from-file.js'
import { defaultHost } from './default-host.js'
import { sslAttempts, type Parameters, type SslAttempts } from './ssl-attempts.js'

/** One host of an address, and how to connect to it. */
export interface Host {
  /** Its display name. */
  readonly name: string
  readonly config: ClientConfig & { readonly connectionTimeoutMillis: number }
  readonly ssl: SslAttempts
}

interface Place {
  readonly host: string
  readonly hostaddr: string
  readonly port: number
}

/** Seconds. libpq has no limit, but a server silent for longer than this can't be monitored. */
const defaultTimeout = 3

/** The hosts of an address, in order: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-MULTIPLE-HOSTS */
export function hostsOf(parameters: Parameters): Host[] {
  const names = listOf(parameters['host'])
  const addresses = listOf(parameters['hostaddr'])
  const count = addresses.length || names.length || 1
  if (names.length > 0 && names.length !== count)
    throw usageError(
      `host has ${names.length} values and hostaddr ${count}; give the same number of each.`,
    )
  return portsOf(parameters, count).map((port, index) =>
    toHost(parameters, { host: names[index] ?? '', hostaddr: addresses[index] ?? '', port }),
  )
}

function listOf(values: string | undefined): string[] {
  return values ? values.split(',') : []
}

/** A single port applies to all hosts. */
function portsOf(parameters: Parameters, count: number): number[] {
  const given = listOf(parameters['port'])
  if (given.length > 1 && given.length !== count)
    throw usageError(
      `port has ${given.length} values for ${count} hosts; give one port, or one per host.`,
    )
  return Array.from({ length: count }, (_, index) => {
    const port = Number(given[given.length === 1 ? 0 : index] || 5432)
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      throw usageError('A port must be a number from 1 to 65535.')
    return port
  })
}

function toHost(parameters: Parameters, { hostaddr, port, ...place }: Place): Host {
  const host = place.host || hostaddr || defaultHost(port)
  return {
    name: nameOf(host, port),
    config: configOf(parameters, { host, hostaddr, port }),
    ssl: sslOf(parameters, host, hostaddr),
  }
}

function nameOf(host: string, port: number): string {
  if (port === 5432) return host
  return isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`
}

/** A certificate is checked against the host name even if an address is given. */
function sslOf(parameters: Parameters, host: string, hostaddr: string): SslAttempts {
  if (hostaddr === '') return host.startsWith('/') ? [false] : sslAttempts(parameters)
  const server = isIP(host) === 0 ? { host, servername: host } : { host }
  return sslAttempts(parameters).map((attempt) => attempt && { ...server, ...attempt })
}

function configOf(parameters: Parameters, { host, hostaddr, port }: Place): Host['config'] {
  const { user, password, dbname, options, passfile } = parameters
  // pg passes the login to a password function, which its types do not declare.
  const lookUp = ({ database, user: name }: Login) =>
    passwordFromFile({ host, port, database, user: name }, passfile)
  return {
    host: hostaddr || host,
    port,
    connectionTimeoutMillis: timeoutOf(parameters) * 1000,
    password: password || (lookUp as unknown as () => Promise<string>),
    ...(user && { user }),
    ...(dbname && { database: dbname }),
    ...(options && { options }),
  }
}

/** Seconds per host, at least 2 as in libpq. */
function timeoutOf(parameters: Parameters): number {
  const given = Math.trunc(Number(parameters['connect_timeout'] ?? 0))
  return given > 0 ? Math.max(2, given) : defaultTimeout
}
