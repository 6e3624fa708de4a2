import type { StatementCounters } from '../../model/statement-counters.js'
import { CliError } from '../../model/cli-error.js'
import type { Server } from './server.js'
import {
  extensionSql,
  infoSql,
  statementsSql,
  textsSql,
  type StatementsExtension,
} from './statements-sql.js'

/** Milliseconds per reading: there may be thousands of statements. */
export const statementsTimeout = 5000

interface ExtensionRow {
  readonly version: string
  readonly schema: string
  readonly track: string | null
  readonly max: string | null
  readonly query_ids: string | null
}

/** Finds `pg_stat_statements` on a server. */
export async function findStatements(server: Server): Promise<StatementsExtension> {
  const [found] = await server.read<ExtensionRow>(extensionSql, 500)
  if (found === undefined) throw notInstalled(server)
  const minor = Number(found.version.split('.')[1])
  const { schema, track, max, query_ids: queryIds } = found
  return {
    schema,
    hasExecTime: minor >= 8,
    hasInfo: minor >= 9,
    settings: { track, max, queryIds },
  }
}

function notInstalled({ name, facts }: Server): CliError {
  const where = facts?.role === 'reader' ? ' on the primary' : ''
  return new CliError(
    'SQLTRACE_NO_STATEMENTS',
    `${name}: this database has no pg_stat_statements; run "create extension pg_stat_statements"${where}, or connect to the database that has it.`,
  )
}

/** Reads the counters of all statements by query id. */
export async function readStatements(
  server: Server,
  extension: StatementsExtension,
): Promise<Map<string, StatementCounters>> {
  const sql = statementsSql(extension)
  const rows = await server
    .read<StatementCounters & { query_id: string }>(sql, statementsTimeout)
    .catch((error: Error) => explain(server, error))
  return new Map(rows.map(({ query_id, ...counters }) => [query_id, counters]))
}

/** The texts of a few statements, or why they can't be read. */
export interface StatementTexts {
  readonly texts: ReadonlyMap<string, string>
  readonly trouble?: string
}

/** Reads the texts of a few statements by query id. */
export async function readTexts(
  server: Server,
  extension: StatementsExtension,
  queryIds: readonly string[],
): Promise<StatementTexts> {
  if (queryIds.length === 0) return { texts: new Map() }
  const sql = textsSql(await server.connect(), extension, queryIds)
  try {
    const rows = await server.read<{ query_id: string; sql: string }>(sql, statementsTimeout)
    return { texts: new Map(rows.map((row) => [row.query_id, row.sql])) }
  } catch (error) {
    return { texts: new Map(), trouble: notConverted(server, error) }
  }
}

/** Codes: `character_not_in_repertoire`, `untranslatable_character`, and `undefined_function` if there is no conversion. */
const conversionErrors: readonly unknown[] = ['22021', '22P05', '42883']

/** The server converts all texts to the encoding of our database, and fails if one can't be converted. */
function notConverted(server: Server, error: unknown): string {
  const { cause } = error as { cause?: { code?: string; message?: string } }
  if (!conversionErrors.includes(cause?.code)) throw error
  return `${server.name}: could not read the texts of statements (${cause?.message}); connect to a database with encoding SQL_ASCII that has pg_stat_statements.`
}

/** When the extension was reset and what it has dropped; `undefined` before PostgreSQL 14. */
export interface StatementsInfo {
  /** When the counters began. */
  readonly since: string | undefined
  /** How often it was full and dropped the least used statements. */
  readonly dropped: number | undefined
}

export async function readInfo(
  server: Server,
  extension: StatementsExtension,
): Promise<StatementsInfo> {
  const sql = infoSql(extension)
  const [row] = await server.read<{ reset: string | null; dropped: number | null }>(sql, 500)
  return { since: row?.reset ?? undefined, dropped: row?.dropped ?? undefined }
}

function explain({ name }: Server, error: Error): never {
  const { cause } = error as { cause?: { code?: string } }
  if (cause?.code !== '55000') throw error
  throw new CliError(
    'SQLTRACE_NO_STATEMENTS',
    `${name}: pg_stat_statements is not loaded; add it to shared_preload_libraries and restart the server.`,
    { cause: error },
  )
}
