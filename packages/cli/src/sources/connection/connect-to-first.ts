import type { Address } from './address.js'
import { Connection } from './connection.js'
import type { Host } from './hosts-of.js'
import { endsSearch, HostError, serverError, mergeErrors } from './server-error.js'
import type { ServerFacts } from './server-facts.js'
import { mismatch, type Target } from './target.js'

/** A connection to a suitable host, and facts about its server. */
export interface Found {
  readonly connection: Connection
  readonly facts: ServerFacts
}

/** Why a host can't be used. */
interface Failure {
  readonly host: Host
  readonly error: HostError
  /** Whether the search ends here: libpq stops when a server refuses the login. */
  readonly isLast?: boolean
}

const wrongKind = 'SQLTRACE_TARGET'

/** Connects to the first host of an address that answers and is suitable, as libpq does. */
export async function connectToFirst({
  hosts,
  target,
  isLoadBalanced,
}: Pick<Address, 'hosts' | 'target' | 'isLoadBalanced'>): Promise<Found> {
  const outcome = await search(isLoadBalanced ? shuffled(hosts) : hosts, target)
  if (!Array.isArray(outcome)) return outcome
  const primaries = outcome.filter(({ error }) => error.code === wrongKind)
  if (target !== 'prefer-standby' || primaries.length === 0 || outcome.at(-1)?.isLast)
    throw mergeErrors(outcome.map(({ error }) => error))
  return connectToFirst({
    hosts: primaries.map(({ host }) => host),
    target: 'any',
    isLoadBalanced: false,
  })
}

async function search(hosts: readonly Host[], target: Target): Promise<Found | Failure[]> {
  const failures: Failure[] = []
  for (const host of hosts) {
    const outcome = await attempt(host, target)
    if ('connection' in outcome) return outcome
    failures.push(outcome)
    if (outcome.isLast) break
  }
  return failures
}

async function attempt(host: Host, target: Target): Promise<Found | Failure> {
  let connection: Connection | undefined
  try {
    connection = await Connection.open(host)
    const facts = await connection.facts()
    const found = mismatch(target, facts)
    if (found === undefined) return { connection, facts }
    await connection.close()
    return { host, error: notWanted(host, found, target) }
  } catch (cause) {
    connection?.drop()
    const isLast = connection === undefined && endsSearch(cause)
    return { host, error: serverError(host, cause), isLast }
  }
}

function notWanted({ name }: Host, found: string, target: Target): HostError {
  const message = `${found}, but target_session_attrs is ${target}; add another host, or set target_session_attrs=any.`
  return new HostError(name, { kind: wrongKind, message })
}

function shuffled<T>(items: readonly T[]): T[] {
  const keyed = items.map((item) => ({ item, key: Math.random() }))
  return keyed.toSorted((a, b) => a.key - b.key).map(({ item }) => item)
}
