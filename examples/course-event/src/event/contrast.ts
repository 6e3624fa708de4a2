import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { searchFor, type Haystack } from '../checker/haystack.js'
import type { Source } from '../checker/sources.js'
import { slowest } from '../operator/slowest.js'
import { startLoad } from '../stage/load.js'
import type { Cluster } from '../stage/cluster.js'
import type { Stage } from '../stage/stage.js'

/** A slow statement of unknown origin. */
export interface Nameless extends Haystack {
  readonly statement: string
  readonly share: number
  /** The number of lines of code that the database shows for it: none. */
  readonly named: number
}

/** The same event with `SQLTRACE_DISABLED=true`, without a rebuild. */
export async function withoutSqltrace(
  stage: Stage,
  sources: readonly Source[],
  seconds: number,
): Promise<Nameless[]> {
  await forget(stage.cluster)
  const apps = await stage.startApps(1, { SQLTRACE_DISABLED: 'true' })
  const load = startLoad(apps.urls, { connections: 8 })
  await sleep(500)
  const rows = await slowest(stage.cluster.servers, seconds)
  await load.stop()
  await apps.stop()
  return rows.slice(0, 9).map(({ statement, time_share, sites, first_seen }) => ({
    statement,
    share: time_share,
    named: sites.length + (first_seen === null ? 0 : 1),
    ...searchFor(statement, sources),
  }))
}

/** `pg_stat_statements` keeps the first text of a statement that it sees: the tagged one. */
async function forget({ servers }: Cluster): Promise<void> {
  for (const { url } of servers) {
    const client = new Client({ connectionString: url })
    await client.connect()
    await client.query('select pg_stat_statements_reset()')
    await client.end()
  }
}
