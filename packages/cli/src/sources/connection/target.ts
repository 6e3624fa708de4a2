import { usageError } from '../../model/cli-error.js'
import type { Parameters } from './ssl-attempts.js'
import type { ServerFacts } from './server-facts.js'

const targets = ['any', 'read-write', 'read-only', 'primary', 'standby', 'prefer-standby'] as const

/** Which kind of server to connect to. https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNECT-TARGET-SESSION-ATTRS */
export type Target = (typeof targets)[number]

/** The value of `target_session_attrs`. */
export function targetOf(parameters: Parameters): Target {
  const given = parameters['target_session_attrs'] || 'any'
  const target = targets.find((one) => one === given)
  if (target !== undefined) return target
  throw usageError(
    'target_session_attrs must be any, read-write, read-only, primary, standby or prefer-standby.',
  )
}

/** Whether `load_balance_hosts` asks for a random order. */
export function isLoadBalanced(parameters: Parameters): boolean {
  const given = parameters['load_balance_hosts'] || 'disable'
  if (given === 'disable' || given === 'random') return given === 'random'
  throw usageError('load_balance_hosts must be disable or random.')
}

/** Why a server does not match the target; `undefined` if it does. */
export function mismatch(target: Target, facts: ServerFacts): string | undefined {
  const isStandby = facts.role === 'reader'
  switch (target) {
    case 'any':
      return undefined
    case 'primary':
      return isStandby ? 'is a standby' : undefined
    case 'read-write':
      return isStandby ? 'is a standby' : facts.isReadOnly ? 'is read-only' : undefined
    case 'read-only':
      return facts.isReadOnly ? undefined : 'takes writes'
    case 'standby':
    case 'prefer-standby':
      return isStandby ? undefined : 'is a primary'
  }
}
