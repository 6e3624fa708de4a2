import type { LockReading, LockSession } from '../../model/lock-session.js'
import type { OtherWait } from '../../model/other-wait.js'
import type { Server } from '../../sources/server/server.js'
import { replays, type ReplayState } from './replay-state.js'

/** Who waits on one server, for which session and for what. */
export interface ServerLocks extends LockReading {
  readonly server: Server
  /** Only on a standby. */
  readonly replay: ReplayState | undefined
  readonly others: readonly OtherWait[]
}

/** How many waiting sessions were read. */
export function countShown(sessions: readonly LockSession[]): number {
  return sessions.filter((session) => session.isWaiting && !replays(session)).length
}
