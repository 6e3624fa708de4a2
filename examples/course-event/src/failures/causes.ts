import { sqltrace, urls } from '../operator/sqltrace.js'
import { startLoad } from '../stage/load.js'
import { startPayments } from '../stage/payments.js'
import type { Stage } from '../stage/stage.js'
import { askWithoutWaiting } from './ask.js'

/** A finding of `sqltrace advise --json`. */
export interface Cause {
  readonly kind: string
  readonly subject: string
  readonly seen: readonly string[]
  readonly sites: readonly { readonly label: string; readonly site: string }[]
}

/** The servers' findings while visitors enrol and view followed companies, and a checkout waits for its payment. */
export async function causes(stage: Stage): Promise<Cause[]> {
  const payments = await startPayments(600_000)
  const apps = await stage.startApps(1, { PAYMENTS_URL: payments.url })
  askWithoutWaiting(`${apps.urls[0]}/checkout`)
  const loads = ['/following', '/enrolments/'].map((prefix) =>
    startLoad(apps.urls, { connections: 4 }, prefix),
  )
  const found = await untilDead(stage)
  await Promise.all(loads.map((load) => load.stop()))
  await apps.stop()
  payments.stop()
  return found
}

/** It takes a while until dead rows are a finding. */
async function untilDead(stage: Stage): Promise<Cause[]> {
  const { servers } = stage.cluster
  const found = await sqltrace<Cause>('advise', '--sample', '3', ...urls(servers))
  return found.some(({ kind }) => kind === 'dead-rows') ? found : untilDead(stage)
}
