import type { Replay } from '../../model/replay.js'
import type { Server } from './server.js'
import { own, type Dialect } from '../connection/dialect.js'

interface Row {
  readonly pid: number | null
  readonly wait_event: string | null
  readonly paused: boolean
  readonly received: string | null
  readonly replayed: string | null
  readonly behind: number | null
  readonly age: number | null
  readonly delay_setting: string
  readonly delay: string
  readonly feedback: string
  readonly cancelled: Readonly<Record<string, number>>
}

export const replayTimeout = 500

/** Reads the state of replay on a standby; `undefined` on a primary. */
export async function readReplay(server: Server): Promise<Replay | undefined> {
  const facts = await server.connect()
  if (facts.role === 'writer') return undefined
  const [row] = await server.read<Row>(replaySql(facts), replayTimeout)
  return row && { ...toReplay(row), showsWaits: facts.version >= 13 }
}

/** Source: PostgreSQL manual, "Recovery Information Functions" and "pg_stat_database_conflicts". */
export function replaySql({ version }: Dialect): string {
  const slots = version >= 16 ? 'sum(confl_active_logicalslot)' : '0'
  return `select ${own} a.pid, a.wait_event, pg_is_wal_replay_paused() as paused,
  pg_last_wal_receive_lsn()::text as received, pg_last_wal_replay_lsn()::text as replayed,
  pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())::float8 as behind,
  date_part('epoch', clock_timestamp() - pg_last_xact_replay_timestamp()) as age,
  delay_setting, current_setting(delay_setting) as delay,
  current_setting('hot_standby_feedback') as feedback,
  (select json_build_object('snapshot', sum(confl_snapshot), 'lock', sum(confl_lock),
    'buffer pin', sum(confl_bufferpin), 'tablespace', sum(confl_tablespace),
    'deadlock', sum(confl_deadlock), 'logical slot', ${slots}) from pg_stat_database_conflicts) as cancelled
from (select case when pg_last_wal_receive_lsn() is null then 'max_standby_archive_delay'
    else 'max_standby_streaming_delay' end as delay_setting) s left join pg_stat_activity a on a.backend_type = 'startup'
where pg_is_in_recovery()`
}

function toReplay(row: Row): Omit<Replay, 'showsWaits'> {
  return {
    pid: row.pid ?? undefined,
    waitEvent: row.wait_event ?? undefined,
    isPaused: row.paused,
    received: row.received ?? undefined,
    replayed: row.replayed ?? undefined,
    behind: row.behind ?? undefined,
    age: row.age ?? undefined,
    delaySetting: row.delay_setting,
    delay: row.delay,
    hasFeedback: row.feedback === 'on',
    cancelled: row.cancelled,
  }
}
