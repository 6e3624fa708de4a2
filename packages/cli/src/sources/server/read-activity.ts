import type { Session } from '../../model/session.js'
import type { Server } from './server.js'
import { activitySql } from './activity-sql.js'

interface Row {
  readonly pid: number
  readonly leader_pid: number | null
  readonly query_id: string | null
  readonly state: string
  readonly wait_event_type: string | null
  readonly wait_event: string | null
  readonly application_name: string
  readonly query: string
  readonly query_bytes: number | null
  readonly running: number | null
  readonly in_transaction: number | null
}

/** Milliseconds after which a sample is abandoned. */
export const activityTimeout = 500

/** Reads the sessions of a server that are not idle. */
export async function readActivity(server: Server): Promise<Session[]> {
  const facts = await server.connect()
  const rows = await server.read<Row>(activitySql(facts), activityTimeout)
  return ofClients(rows).map((row) => ({
    pid: row.pid,
    leader: row.leader_pid ?? row.pid,
    state: row.state,
    waitType: row.wait_event_type ?? undefined,
    waitEvent: row.wait_event ?? undefined,
    applicationName: row.application_name,
    sql: row.query,
    isCut: isCut(row, facts.textSize),
    queryId: row.query_id ?? undefined,
    running: Math.max(0, row.running ?? 0),
    inTransaction: row.in_transaction ?? undefined,
  }))
}

/** Since PostgreSQL 19 autovacuum has parallel workers too; a client's workers are listed with their leader. */
function ofClients(rows: readonly Row[]): readonly Row[] {
  if (!rows.some((row) => row.leader_pid !== null)) return rows
  const pids = new Set(rows.map(({ pid }) => pid))
  return rows.filter(({ leader_pid: leader }) => leader === null || pids.has(leader))
}

/** The server truncates at a character boundary, so a text may be up to three bytes shorter than its limit. */
function isCut({ query, query_bytes: bytes }: Row, textSize: number): boolean {
  const minBytes = textSize - 4
  if (bytes !== null) return bytes >= minBytes
  return query.length * 3 >= minBytes && Buffer.byteLength(query) >= minBytes
}
