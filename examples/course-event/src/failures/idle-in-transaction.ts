import { Client } from 'pg'
import { sqltrace } from '../operator/sqltrace.js'
import { startPayments } from '../stage/payments.js'
import type { Stage } from '../stage/stage.js'
import { askWithoutWaiting } from './ask.js'
import { poll } from './poll.js'

/** A session of `sqltrace locks --json`. */
export interface LockSession {
  readonly type: string
  readonly depth: number
  readonly blocked: number
  readonly state: string | null
  readonly file: string | null
  readonly route: string | null
  readonly transaction_opened_at: string | null
  readonly statement: string
}

/** What blocks the deployment: a checkout that waits for its payment with an open transaction. */
export async function idleInTransaction(stage: Stage): Promise<LockSession[]> {
  const { writer } = stage.cluster
  const payments = await startPayments(60_000)
  const apps = await stage.startApps(1, { PAYMENTS_URL: payments.url })
  const client = new Client({ connectionString: writer.url })
  await client.connect()
  askWithoutWaiting(`${apps.urls[0]}/checkout`)
  await poll(() => isIdle(client))
  const deployed = client.query('alter table orders add column if not exists note text')
  const sessions = await poll(() => blocked(writer.url))
  await apps.stop()
  payments.stop()
  await deployed
  await client.end()
  return sessions.filter(({ type }) => type === 'session')
}

/** Whether the order has been inserted, which locks its table. */
async function isIdle(client: Client): Promise<true | undefined> {
  const { rowCount } = await client.query(
    `select from pg_stat_activity where state = 'idle in transaction' and query like '%"orders"%'`,
  )
  return rowCount === 0 ? undefined : true
}

/** It takes a moment until the deployment waits. */
async function blocked(url: string): Promise<LockSession[] | undefined> {
  const rows = await sqltrace<LockSession>('locks', '--url', url)
  return rows.some(({ depth }) => depth > 0) ? rows : undefined
}
