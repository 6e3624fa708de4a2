import { existsSync } from 'node:fs'
import type { ClientConfig } from 'pg'
import parseUrl from 'pg-connection-string'
import { usageError } from '../errors.js'
import { passwordFromFile } from './password-file.js'
import { readService } from './service-file.js'
import { sslAttempts, type Parameters, type SslAttempts } from './ssl-mode.js'

/** Where a server is, and how to get in. */
export interface Address {
  /** What it is called on the screen. */
  readonly name: string
  readonly config: ClientConfig
  readonly ssl: SslAttempts
}

const variables = {
  host: 'PGHOST',
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
    const named = /^\w+$/.test(given) ? env[given] : undefined
    return address(named === undefined ? { url: given } : { url: named, name: given }, env)
  })
}

function address(
  { url, name }: { readonly url: string | undefined; readonly name?: string },
  env: NodeJS.ProcessEnv,
): Address {
  const given = url === undefined ? {} : fromUrl(url)
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
    'The server address is none: write postgres://user@host:5432/database, with / @ : ? # in a password percent-encoded.',
  )
}

function withoutBlanks(parameters: Record<string, string | null | undefined>): Parameters {
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value)) as Parameters
}

function portOf(parameters: Parameters): number {
  const port = Number(parameters['port'] ?? 5432)
  if (!Number.isInteger(port)) throw usageError('The port of the server is no number.')
  return port
}

/** libpq looks for a socket first; Debian's builds and PostgreSQL's own differ in its folder. */
function defaultHost(port: number): string {
  const folders = ['/var/run/postgresql', '/tmp']
  return folders.find((folder) => existsSync(`${folder}/.s.PGSQL.${port}`)) ?? 'localhost'
}

/** pg hands the login to a password function, which its types don't say. */
function toConfig(parameters: Parameters, host: string, port: number): ClientConfig {
  const { user, password, dbname } = parameters
  return {
    host,
    port,
    ...(user !== undefined && { user }),
    password: password ?? (passwordFromFile as unknown as () => Promise<string>),
    ...(dbname !== undefined && { database: dbname }),
  }
}
