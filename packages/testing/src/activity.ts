import pg from 'pg'

/** A row of `pg_stat_activity` as the database console shows it. */
export interface ActivityRow {
  readonly pid: number
  readonly state: string | null
  readonly query: string
  readonly application_name: string
  readonly wait_event: string | null
  /** Milliseconds since the statement started. */
  readonly running: number
}

const sql = `select pid, state, query, application_name, wait_event,
    extract(epoch from clock_timestamp() - query_start)::float * 1000 as running
  from pg_stat_activity
  where backend_type = 'client backend' and pid <> pg_backend_pid()
  order by query_start`

/** What the clients of a server are doing, read over a separate connection. */
export async function activity(url: string): Promise<ActivityRow[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<ActivityRow>(sql)).rows
  } finally {
    await client.end()
  }
}
