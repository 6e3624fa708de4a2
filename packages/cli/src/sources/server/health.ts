import type { Settings } from '../../model/settings.js'
import type { IdleTransaction } from '../../model/idle-transaction.js'
import type { OldestHolder } from '../../model/oldest-holder.js'
import type { TableHealth } from '../../model/table-health.js'
import { hiddenSql, idleSql, oldestSql, planSql, settingsSql, tablesSql } from './health-sql.js'
import type { Server } from './server.js'

/** Milliseconds per reading. */
export const healthTimeout = 2000
/** Short, because planning waits if a table is locked. */
const planTimeout = 300

/** The role or database whose sessions hide what they do; `null` means all. */
export interface HiddenSessions {
  readonly role: string | null
  readonly database: string | null
}

interface IdleRow {
  readonly pid: number
  readonly sql: string
  readonly seconds: number | null
  readonly in_transaction: number | null
}

export async function readTables(server: Server): Promise<TableHealth[]> {
  const rows = await server.read<TableHealth & { vacuum_at: number }>(
    tablesSql(await server.connect()),
    healthTimeout,
  )
  return rows.map(({ vacuum_at: vacuumAt, ...row }) => ({ ...row, vacuumAt }))
}

export async function readOldest(server: Server): Promise<OldestHolder | undefined> {
  const sql = oldestSql(await server.connect())
  return (await server.read<OldestHolder>(sql, healthTimeout))[0]
}

export async function readIdle(server: Server): Promise<IdleTransaction[]> {
  const rows = await server.read<IdleRow>(idleSql(await server.connect()), healthTimeout)
  return rows.map(({ in_transaction, seconds, ...row }) => ({
    ...row,
    seconds: seconds ?? 0,
    inTransaction: in_transaction ?? undefined,
  }))
}

interface SettingRow {
  readonly name: string
  readonly setting: string
  readonly has_extension: boolean
}

export async function readSettings(server: Server): Promise<Settings> {
  const rows = await server.read<SettingRow>(settingsSql, healthTimeout)
  return {
    values: new Map(rows.map(({ name, setting }) => [name, setting])),
    hasExtension: rows[0]?.has_extension ?? true,
  }
}

export function readHiddenSessions(server: Server): Promise<HiddenSessions[]> {
  return server.read<HiddenSessions>(hiddenSql, healthTimeout)
}

/** No semicolons: if the server's quoting rules differ from the writer's, the text could be several statements. */
const plannable = /^[\s(]*(?:\/\*[^*]*\*\/\s*)?(?:select|with|insert|update|delete)\b[^;]*$/i

/** The tables that a statement would read in full; `undefined` if the server can't plan it. */
export async function readScannedTables(
  server: Server,
  sql: string,
): Promise<string[] | undefined> {
  if (!plannable.test(sql) || (server.facts?.version ?? 0) < 16) return undefined
  try {
    const rows = await server.read<{ 'QUERY PLAN': unknown }>(planSql(sql), planTimeout)
    return scannedTables(rows[0]?.['QUERY PLAN'])
  } catch {
    return undefined
  }
}

function scannedTables(plan: unknown): string[] {
  if (Array.isArray(plan)) return plan.flatMap(scannedTables)
  if (typeof plan !== 'object' || plan === null) return []
  const node = plan as Readonly<Record<string, unknown>>
  const own = node['Node Type'] === 'Seq Scan' ? [String(node['Relation Name'])] : []
  return [...own, ...Object.values(node).flatMap(scannedTables)]
}
