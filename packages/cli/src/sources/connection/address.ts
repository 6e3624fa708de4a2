import { usageError } from '../../model/cli-error.js'
import { isConninfo, readConninfo } from './read-conninfo.js'
import { readUrl } from './read-url.js'
import { hostsOf, type Host } from './hosts-of.js'
import { readService } from './read-service.js'
import type { Parameters } from './ssl-attempts.js'
import { isLoadBalanced, targetOf, type Target } from './target.js'

/** Where a server is, and how to get in. */
export interface Address {
  /** What it is called as long as none of its hosts was reached. */
  readonly name: string
  /** The hosts to try, in this order. */
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
  const parameters = parametersOf(url, env)
  const hosts = hostsOf(parameters)
  return {
    name: name ?? hosts.map((host) => host.name).join(),
    hosts: name === undefined ? hosts : hosts.map((host) => named(name, host, hosts.length > 1)),
    target: targetOf(parameters),
    isLoadBalanced: isLoadBalanced(parameters),
  }
}

/** What the address says comes before the service, and that before the environment. */
function parametersOf(url: string | undefined, env: NodeJS.ProcessEnv): Parameters {
  const given = url === undefined ? {} : isConninfo(url) ? readConninfo(url) : readUrl(url)
  const surroundings = fromEnvironment(env)
  const service = given['service'] ?? surroundings['service']
  return { ...surroundings, ...(service && readService(service, env)), ...given }
}

/** Of a list it matters which host it is. */
function named(name: string, host: Host, isOfList: boolean): Host {
  return { ...host, name: isOfList ? `${name} (${host.name})` : name }
}

function fromEnvironment(env: NodeJS.ProcessEnv): Parameters {
  const all = Object.entries(variables).map(([key, variable]) => [key, env[variable]] as const)
  return Object.fromEntries(all.filter(([, value]) => value))
}
