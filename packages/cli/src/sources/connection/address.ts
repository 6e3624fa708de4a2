import { usageError } from '../../model/cli-error.js'
import { isConninfo, readConninfo } from './read-conninfo.js'
import { readUrl } from './read-url.js'
import { hostsOf, type Host } from './hosts-of.js'
import { readService } from './read-service.js'
import type { Parameters } from './ssl-attempts.js'
import { isLoadBalanced, targetOf, type Target } from './target.js'

/** Where a server is, and how to connect to it. */
export interface Address {
  /** Its display name until one of its hosts is reached. */
  readonly name: string
  /** The hosts to try, in order. */
  readonly hosts: readonly Host[]
  readonly target: Target
  /** Whether the hosts are tried in random order. */
  readonly isLoadBalanced: boolean
}

const variables = {
  host: 'PGHOST',
  hostaddr: 'PGHOSTADDR',
  port: 'PGPORT',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  passfile: 'PGPASSFILE',
  dbname: 'PGDATABASE',
  options: 'PGOPTIONS',
  service: 'PGSERVICE',
  connect_timeout: 'PGCONNECT_TIMEOUT',
  target_session_attrs: 'PGTARGETSESSIONATTRS',
  load_balance_hosts: 'PGLOADBALANCEHOSTS',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
} as const

/** The servers given by `--url`, else the one in DATABASE_URL, else the one psql would use. */
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
  const parameters = parametersOf(url, env)
  const hosts = hostsOf(parameters)
  return {
    name: name ?? hosts.map((host) => host.name).join(),
    hosts: name === undefined ? hosts : hosts.map((host) => named(name, host, hosts.length > 1)),
    target: targetOf(parameters),
    isLoadBalanced: isLoadBalanced(parameters),
  }
}

/** The address takes precedence over the service, and the service over the environment. */
function parametersOf(url: string | undefined, env: NodeJS.ProcessEnv): Parameters {
  const given = url === undefined ? {} : isConninfo(url) ? readConninfo(url) : readUrl(url)
  const surroundings = fromEnvironment(env)
  const service = given['service'] ?? surroundings['service']
  return { ...surroundings, ...(service && readService(service, env)), ...given }
}

/** In a list, the name also includes the host. */
function named(name: string, host: Host, isInList: boolean): Host {
  return { ...host, name: isInList ? `${name} (${host.name})` : name }
}

function fromEnvironment(env: NodeJS.ProcessEnv): Parameters {
  const all = Object.entries(variables).map(([key, variable]) => [key, env[variable]] as const)
  return Object.fromEntries(all.filter(([, value]) => value))
}
