import type { OtherWait } from '../../model/other-wait.js'
import type { Server } from './server.js'
import { own } from '../connection/dialect.js'

export const otherWaitsTimeout = 500

/** Shorter waits are normal: each commit waits a moment for a synchronous standby. */
const minWait = '1 second'

/**
 * Source of the events: PostgreSQL manual, "Wait Events of Type IPC" and "Wait Events of Type BufferPin", which is called `Buffer`,
 * with other event names, since PostgreSQL 19.
 */
export const otherWaitsSql = `select ${own} wait_event as event, count(*)::int as sessions,
  max(date_part('epoch', clock_timestamp() - query_start)) as longest
from pg_stat_activity
where wait_event in ('SyncRep', 'SafeSnapshot', 'BufferPin', 'BufferCleanup', 'WaitForWalReplay')
  and backend_type <> 'startup'
  and query_start < clock_timestamp() - interval '${minWait}'
group by wait_event order by wait_event`

/** Reads which sessions wait for something other than locks. */
export function readOtherWaits(server: Server): Promise<OtherWait[]> {
  return server.read<OtherWait>(otherWaitsSql, otherWaitsTimeout)
}
