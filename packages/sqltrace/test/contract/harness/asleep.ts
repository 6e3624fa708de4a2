import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'

const sleepers = `select from pg_stat_activity where wait_event = 'PgSleep'`

/** Waits until some session runs `pg_sleep`, as seen by another client. */
export async function asleep(client: Client): Promise<void> {
  while ((await client.query(sleepers)).rowCount === 0) await sleep(2)
}
