import type { VacuumProgress } from '../../model/vacuum-progress.js'
import type { LockSession, LockReading } from '../../model/lock-session.js'
import type { Server } from './server.js'
import { locksSql } from './locks-sql.js'

interface Row {
  readonly pid: number
  readonly state: string | null
  readonly wait_event_type: string | null
  readonly wait_event: string | null
  readonly query: string | null
  readonly blockers: number[] | null
  readonly waiters: number | null
  readonly mode: string | null
  readonly lock: string | null
  readonly relation: string | null
  readonly advisory: string | null
  readonly backend_type: string | null
  readonly user_name: string | null
  readonly application_name: string | null
  readonly address: string | null
  readonly gids: string[] | null
  readonly phase: string | null
  readonly scanned: number | null
  readonly pages: number | null
  readonly running: number | null
  readonly in_state: number | null
  readonly in_transaction: number | null
}

/** Milliseconds after which the reading is abandoned. */
export const locksTimeout = 500

/** Reads the waiting sessions of a server and their blockers. */
export async function readLocks(server: Server): Promise<LockReading> {
  const rows = await server.read<Row>(locksSql(await server.connect()), locksTimeout)
  return {
    sessions: rows.map((row) => toSession(server.name, row)),
    waiters: Math.max(0, ...rows.map(({ waiters }) => waiters ?? 0)),
  }
}

function toSession(server: string, row: Row): LockSession {
  return {
    server,
    pid: row.pid,
    state: row.state ?? undefined,
    waitType: row.wait_event_type ?? undefined,
    waitEvent: row.wait_event ?? undefined,
    sql: row.query ?? '',
    isWaiting: row.blockers !== null,
    blockers: [...new Set(row.blockers)],
    mode: row.mode ?? undefined,
    lock: row.lock ?? undefined,
    relation: row.relation ?? undefined,
    advisory: row.advisory ?? undefined,
    backend: row.backend_type ?? undefined,
    user: row.user_name ?? undefined,
    application: row.application_name || undefined,
    address: row.address ?? undefined,
    gids: row.gids ?? [],
    vacuum: vacuumOf(row),
    running: row.running ?? 0,
    inState: row.in_state ?? 0,
    inTransaction: row.in_transaction ?? undefined,
  }
}

function vacuumOf({ phase, scanned, pages }: Row): VacuumProgress | undefined {
  return phase === null ? undefined : { phase, scanned: scanned ?? 0, pages: pages ?? 0 }
}
