import type { OtherWait } from '../model/other-wait.js'
import { count, duration } from '../model/units.js'

const events: Readonly<Record<string, string>> = {
  SyncRep:
    'for a synchronous standby to confirm a commit (SyncRep): look at pg_stat_replication and synchronous_standby_names',
  SafeSnapshot: 'for serializable transactions to end, before they begin to read (SafeSnapshot)',
  WaitForWalReplay: 'for replay to reach a position (WAIT FOR LSN)',
  BufferPin: 'for a page that others read (BufferPin); the views do not show who',
  BufferCleanup: 'for a page that others read (BufferCleanup); the views do not show who',
}

/** A sentence about sessions that wait for something other than a lock. */
export function otherWaitSentence({ event, sessions, longest }: OtherWait): string {
  const who = sessions === 1 ? '1 session waits' : `${count(sessions)} sessions wait`
  return `${who} ${events[event] ?? `for ${event}`}; the longest for ${duration(longest)}.`
}
