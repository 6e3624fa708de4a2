import { parseComment } from '@sqltrace/sqlcommenter'
import { Client } from 'pg'
import { poll } from '../failures/poll.js'
import type { Cluster } from '../stage/cluster.js'

/** What an operator copies from the console: a statement's line and its span. */
export interface CopiedTag {
  readonly file: string
  readonly traceparent: string
}

/** Copies the tag of a statement that is running on a reader. */
export async function copiedTag({ readers }: Cluster): Promise<CopiedTag> {
  const client = new Client({ connectionString: readers[0]?.url })
  await client.connect()
  try {
    return await poll(async () => {
      const sql = `select query from pg_stat_activity where query like '%traceparent=%' and pid <> pg_backend_pid()`
      const { rows } = await client.query<{ query: string }>(sql)
      const { file, traceparent } = parseComment(rows[0]?.query ?? '')
      return file === undefined || traceparent === undefined ? undefined : { file, traceparent }
    })
  } finally {
    await client.end()
  }
}
