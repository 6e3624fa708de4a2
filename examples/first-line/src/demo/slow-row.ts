import { setInterval } from 'node:timers/promises'
import type { Workspace } from './workspace.js'

/** The row of a running statement, as the database console shows it. */
export interface SlowRow {
  readonly pid: number
  readonly state: string
  /** How long the statement has been running, in seconds. */
  readonly running: number
  readonly query: string
}

/** What people type at the console during an outage. */
export const consoleSql = `select pid, state, query from pg_stat_activity where state = 'active'`

const sql = `select pid, state, query, extract(epoch from clock_timestamp() - query_start)::float as running
  from pg_stat_activity
  where state = 'active' and application_name = $1
    and clock_timestamp() - query_start > interval '0.3 s'`

/** Polls the console until the app's statement has been running for a while. */
export async function slowRow({ console, applicationName }: Workspace): Promise<SlowRow> {
  const deadline = Date.now() + 20_000
  for await (const _ of setInterval(20)) {
    const { rows } = await console.query<SlowRow>(sql, [applicationName])
    if (rows[0] !== undefined) return rows[0]
    if (Date.now() > deadline) break
  }
  throw new Error('Found no slow statement in pg_stat_activity within 20 seconds.')
}
