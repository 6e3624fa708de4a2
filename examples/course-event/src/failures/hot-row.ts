import { Client } from 'pg'
import { findLines, type SlowStatement } from '../operator/find-lines.js'
import type { Finding } from '../operator/finding.js'
import { slowest } from '../operator/slowest.js'
import { startLoad } from '../stage/load.js'
import { startPayments } from '../stage/payments.js'
import type { Stage } from '../stage/stage.js'
import { askWithoutWaiting } from './ask.js'
import { poll } from './poll.js'

/** The table whose dead rows pile up, and the lines that write it. */
export interface HotRow extends Table {
  /** The lines that write the table. */
  readonly writers: readonly Finding[]
}

/** Students enrol while a checkout waits for its payment, so rows that die in the meantime cannot be vacuumed. */
export async function hotRow(stage: Stage): Promise<HotRow> {
  const payments = await startPayments(60_000)
  const apps = await stage.startApps(1, { PAYMENTS_URL: payments.url })
  const [url = ''] = apps.urls
  askWithoutWaiting(`${url}/checkout`)
  const load = startLoad(apps.urls, { connections: 4 }, '/enrolments/')
  const worst = await mostDead(stage.cluster.writer.url, 300)
  const rows = await slowest([stage.cluster.writer], 1)
  await load.stop()
  await apps.stop()
  payments.stop()
  return { ...worst, writers: writersOf(worst.table, rows) }
}

interface Table {
  readonly table: string
  readonly dead: number
  readonly alive: number
}

const sql = `
  select relname as table, n_dead_tup::int as dead, n_live_tup::int as alive
  from pg_stat_user_tables order by n_dead_tup desc limit 1`

/** The table with the most dead rows, as soon as there are `enough`. */
async function mostDead(url: string, enough: number): Promise<Table> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return await poll(async () => {
      const [worst] = (await client.query<Table>(sql)).rows
      return worst !== undefined && worst.dead >= enough ? worst : undefined
    })
  } finally {
    await client.end()
  }
}

function writersOf(table: string, rows: readonly SlowStatement[]): Finding[] {
  const writes = new RegExp(`^(?:insert into|update|delete from) "${table}"`)
  return findLines(
    rows.filter(({ statement }) => writes.test(statement)),
    [],
  )
}
