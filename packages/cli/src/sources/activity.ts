import type { Server } from './server.js'
import { activitySql } from './sql.js'

/** What one session does at the moment of a sample. */
export interface Session {
  readonly pid: number
  /** The session that a parallel worker works for. */
  readonly leader: number
  /** `disabled`: `track_activities` is off for it, so that nothing else is known. */
  readonly state: string
  readonly waitType: string | undefined
  readonly waitEvent: string | undefined
  readonly applicationName: string
  readonly sql: string
  /** Whether the server may have cut off the text. */
  readonly isCut: boolean
  /** PostgreSQL 14 and later, when it computes one. */
  readonly queryId: string | undefined
  /** Seconds since the statement began. */
  readonly running: number
  /** Seconds since the transaction began. */
  readonly inTransaction: number | undefined
}

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

/** Milliseconds after which a sample is given up. */
export const activityTimeout = 500

/** Reads the sessions of a server that do something. */
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

/** Autovacuum has parallel workers too, from PostgreSQL 19 on: those of a client come with their leader. */
function ofClients(rows: readonly Row[]): readonly Row[] {
  if (!rows.some((row) => row.leader_pid !== null)) return rows
  const pids = new Set(rows.map(({ pid }) => pid))
  return rows.filter(({ leader_pid: leader }) => leader === null || pids.has(leader))
}

/** The server cuts at a character's boundary: up to three bytes less. */
function isCut({ query, query_bytes: bytes }: Row, textSize: number): boolean {
  const least = textSize - 4
  if (bytes !== null) return bytes >= least
  return query.length * 3 >= least && Buffer.byteLength(query) >= least
}
