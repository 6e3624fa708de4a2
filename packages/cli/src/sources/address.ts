import { existsSync } from 'node:fs'
import type { ClientConfig } from 'pg'
import parseUrl from 'pg-connection-string'
import { usageError } from '../errors.js'
import { isConninfo, readConninfo } from './conninfo.js'
import { passwordFromFile } from './password-file.js'
import { readService } from './service-file.js'
import { sslAttempts, type Parameters, type SslAttempts } from './ssl-mode.js'

/** Where a server is, and how to get in. */
export interface Address {
  /** What it is called on the screen. */
  readonly name: string
  readonly config: ClientConfig
  readonly ssl: SslAttempts
  /** The host's name, where `config` has its address. */
  readonly tlsName?: string
}

const variables = {
  host: 'PGHOST',
  hostaddr: 'PGHOSTADDR',
  connect_timeout: 'PGCONNECT_TIMEOUT',
  port: 'PGPORT',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  dbname: 'PGDATABASE',
  service: 'PGSERVICE',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
} as const

/** The servers that `--url` names, else the one of DATABASE_URL, else the one that psql would take. */
export function addresses(urls: readonly string[], env: NodeJS.ProcessEnv): Address[] {
  if (urls.length === 0) return [address({ url: env['DATABASE_URL'] || undefined }, env)]
  return urls.map((given) => {
    if (!/^\w+$/.test(given)) return address({ url: given }, env)
    const named = env[given]
    if (!named)
      throw usageError(
        `The variable ${given} is not set; --url takes an address or the name of a variable.`,
      )
    return address({ url: named, name: given }, env)
  })
}

function address(
  { url, name }: { readonly url: string | undefined; readonly name?: string },
  env: NodeJS.ProcessEnv,
): Address {
  const given = url === undefined ? {} : isConninfo(url) ? readConninfo(url) : fromUrl(url)
  const surroundings = fromEnvironment(env)
  const service = given['service'] ?? surroundings['service']
  const parameters = {
    ...surroundings,
    ...(service === undefined ? {} : readService(service, env)),
    ...given,
  }
  const port = portOf(parameters)
  const host = parameters['host'] ?? defaultHost(port)
  return {
    name: name ?? (port === 5432 ? host : `${host}:${port}`),
    config: toConfig(parameters, host, port),
    ssl: host.startsWith('/') ? [false] : sslAttempts(parameters),
    ...(parameters['hostaddr'] && parameters['host'] && { tlsName: host }),
  }
}

function fromEnvironment(env: NodeJS.ProcessEnv): Parameters {
  return withoutBlanks(
    Object.fromEntries(Object.entries(variables).map(([key, variable]) => [key, env[variable]])),
  )
}

function fromUrl(url: string): Parameters {
  const [, bare = '', query = ''] = /^(postgres(?:ql)?:\/\/[^?]*)\??(.*)$/s.exec(url) ?? []
  if (bare === '' || /\/[^/@]*@/.test(bare.slice(bare.indexOf('//') + 2))) throw badUrl()
  try {
    const { host, port, user, password, database } = parseUrl.parse(bare)
    const fromQuery = Object.fromEntries(new URLSearchParams(query))
    return withoutBlanks({ host, port, user, password, dbname: database, ...fromQuery })
  } catch {
    throw badUrl()
  }
}

/** The address itself is not repeated: it may hold a password. */
function badUrl(): Error {
  return usageError(
    'Not a server address; write postgres://user@host:5432/database, and percent-encode / @ : ? # in a password.',
  )
}

function withoutBlanks(parameters: Record<string, string | null | undefined>): Parameters {
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value)) as Parameters
}

function portOf(parameters: Parameters): number {
  const port = Number(parameters['port'] ?? 5432)
  if (!Number.isInteger(port)) throw usageError('The port must be a number.')
  return port
}

/** libpq looks for a socket first; Debian's builds and PostgreSQL's own differ in its folder. */
function defaultHost(port: number): string {
  const folders = ['/var/run/postgresql', '/tmp']
  return folders.find((folder) => existsSync(`${folder}/.s.PGSQL.${port}`)) ?? 'localhost'
}

/** Seconds, at least 2, as libpq has it; 0 and what is no number mean its default, which for us is 3. */
function connectTimeout(seconds: string | undefined): { connectionTimeoutMillis?: number } {
  const given = Math.trunc(Number(seconds ?? 0))
  return given > 0 ? { connectionTimeoutMillis: Math.max(2, given) * 1000 } : {}
}

/** pg hands the login to a password function, which its types don't say. */
function toConfig(parameters: Parameters, host: string, port: number): ClientConfig {
  const { user, password, dbname } = parameters
  return {
    // The name stays what certificates are checked against.
    host: parameters['hostaddr'] ?? host,
    port,
    ...connectTimeout(parameters['connect_timeout']),
    ...(user !== undefined && { user }),
    password: password ?? (passwordFromFile as unknown as () => Promise<string>),
    ...(dbname !== undefined && { database: dbname }),
  }
}
