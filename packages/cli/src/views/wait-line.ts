import type { LockNode } from '../model/lock-node.js'
import { replays } from '../analysis/locks/replay-state.js'
import type { LockSession } from '../model/lock-session.js'
import { duration } from '../model/units.js'
import { visible } from './visible.js'

/** Describes a waiting session in one line. */
export function waitLine({ session, blocked }: LockNode): string {
  const { blockers } = session
  const more = blockers.length > 1 ? `, blocked by ${blockers.length} sessions` : ''
  const blocking = blocked > 0 ? `, blocks ${blocked}` : ''
  return `${sessionName(session)}  ${waitOf(session)}${more}${blocking}`
}

/** What it waits for, and for how long; no view shows how long replay has waited. */
export function waitOf(session: LockSession): string {
  const { mode, lock, relation, advisory, running } = session
  if (replays(session) && lock === undefined) return 'waits'
  const what = [
    mode ?? 'a lock',
    lock && `on ${lock}`,
    advisory && `key ${advisory}`,
    relation && `of ${visible(relation)}`,
  ]
  const time = replays(session) ? '' : ` ${duration(running)}`
  return `waits${time} for ${what.filter(Boolean).join(' ')}`
}

/** A session's display name. */
export function sessionName(session: LockSession): string {
  const { pid, gids, backend } = session
  if (replays(session)) return `replay (pid ${pid})`
  if (pid === 0) return `prepared transaction ${visible(gids.join(', '))}`
  return backend === undefined || backend === 'client backend'
    ? `pid ${pid}`
    : `pid ${pid} (${backend})`
}

/** What it does, and how long its transaction has been open. */
export function stateOf({ state, inState, inTransaction }: LockSession): string {
  const age = inTransaction === undefined ? '' : `, transaction open ${duration(inTransaction)}`
  return `${state ?? 'state unknown'} ${duration(inState)}${age}`
}
