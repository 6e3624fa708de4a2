import type { LockSession } from '../../model/lock-session.js'
import type { Replay } from '../../model/replay.js'

/** What replay on a standby waits for. */
export type ReplayWait = 'snapshot' | 'lock' | 'buffer pin' | 'tablespace' | 'other'

/** Why replay on a standby stands still, if it does. */
export interface ReplayState {
  readonly replay: Replay
  readonly waitsFor: ReplayWait | undefined
  /** The process that replays, where it waits. */
  readonly startup: LockSession | undefined
  /** Whether all sessions that it seems to wait for hold it up: some conflicts can't be seen in the views. */
  readonly isCertain: boolean
}

/** Source: PostgreSQL manual, "Handling Query Conflicts" and "Wait Events". */
const conflicts: Readonly<Record<string, ReplayWait>> = {
  RecoveryConflictSnapshot: 'snapshot',
  RecoveryConflictTablespace: 'tablespace',
  BufferPin: 'buffer pin',
  BufferCleanup: 'buffer pin',
}

/** Whether a session is the process that replays: no client, and never to be terminated. */
export function replays({ backend }: LockSession): boolean {
  return backend === 'startup'
}

/** Explains replay by what its process waits for, and by the sessions that it waits for. */
export function replayState(replay: Replay, sessions: readonly LockSession[]): ReplayState {
  const startup = sessions.find((session) => replays(session) && session.isWaiting)
  const waitsFor = startup && waitOf(startup)
  const isSeen = waitsFor === 'lock' || waitsFor === 'tablespace'
  return { replay, waitsFor, startup, isCertain: isSeen || startup?.blockers.length === 1 }
}

function waitOf({ waitType, waitEvent = '' }: LockSession): ReplayWait {
  return waitType === 'Lock' ? 'lock' : (conflicts[waitEvent] ?? 'other')
}
