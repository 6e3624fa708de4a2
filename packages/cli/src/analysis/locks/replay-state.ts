import type { LockSession } from '../../model/lock-session.js'
import type { Replay } from '../../model/replay.js'

/** What replay on a standby waits for. */
export type ReplayWait = 'snapshot' | 'lock' | 'buffer pin' | 'tablespace' | 'other'

/** Why replay on a standby is held up, if it is. */
export interface ReplayState {
  readonly replay: Replay
  readonly waitsFor: ReplayWait | undefined
  /** The replay process, if it waits. */
  readonly startup: LockSession | undefined
  /** Whether all apparent blockers really hold it up: some conflicts are not visible in the views. */
  readonly isCertain: boolean
}

/** Source: PostgreSQL manual, "Handling Query Conflicts" and "Wait Events". */
const conflicts: Readonly<Record<string, ReplayWait>> = {
  RecoveryConflictSnapshot: 'snapshot',
  RecoveryConflictTablespace: 'tablespace',
  BufferPin: 'buffer pin',
  BufferCleanup: 'buffer pin',
}

/** Whether a session is the replay process, which is not a client and must never be terminated. */
export function replays({ backend }: LockSession): boolean {
  return backend === 'startup'
}

/** The state of replay, from the wait of its process and the sessions it waits for. */
export function replayState(replay: Replay, sessions: readonly LockSession[]): ReplayState {
  const startup = sessions.find((session) => replays(session) && session.isWaiting)
  const waitsFor = startup && waitOf(startup)
  const isSeen = waitsFor === 'lock' || waitsFor === 'tablespace'
  return { replay, waitsFor, startup, isCertain: isSeen || startup?.blockers.length === 1 }
}

function waitOf({ waitType, waitEvent = '' }: LockSession): ReplayWait {
  return waitType === 'Lock' ? 'lock' : (conflicts[waitEvent] ?? 'other')
}
