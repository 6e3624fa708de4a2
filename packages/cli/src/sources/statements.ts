import { CliError } from '../errors.js'
import type { Server } from './server.js'
import {
  extensionSql,
  resetSql,
  statementsSql,
  textsSql,
  type StatementsExtension,
} from './statements-sql.js'

/** The counters of one statement. */
export interface StatementCounters {
  readonly calls: number
  readonly milliseconds: number
  readonly rows: number
  /** Blocks found in or read into the shared buffers. */
  readonly blocks: number
  /** Blocks of temporary files read and written. */
  readonly temp: number
}

/** Milliseconds for a reading: thousands of statements may be there. */
export const statementsTimeout = 5000

/** Finds `pg_stat_statements` on a server. */
export async function findStatements(server: Server): Promise<StatementsExtension> {
  const rows = await server.read<{ version: string; schema: string }>(extensionSql, 500)
  const [found] = rows
  if (found === undefined) {
    throw new CliError(
      'SQLTRACE_NO_STATEMENTS',
      `${server.name}: this database has no pg_stat_statements; run "create extension pg_stat_statements", or connect to the database that has it.`,
    )
  }
  const minor = Number(found.version.split('.')[1])
  return { schema: found.schema, hasExecTime: minor >= 8, hasInfo: minor >= 9 }
}

/** Reads the counters of all statements by query id. */
export async function readStatements(
  server: Server,
  extension: StatementsExtension,
): Promise<Map<string, StatementCounters>> {
  const sql = statementsSql(extension)
  const rows = await server
    .read<StatementCounters & { query_id: string }>(sql, statementsTimeout)
    .catch(explain)
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

/** Codes: `character_not_in_repertoire`, `untranslatable_character`, and `undefined_function` for want of a conversion. */
const conversionErrors: readonly unknown[] = ['22021', '22P05', '42883']

/** The server converts all texts to the encoding of our database, and one that does not fit is an error. */
function notConverted(server: Server, error: unknown): string {
  const { cause } = error as { cause?: { code?: string; message?: string } }
  if (!conversionErrors.includes(cause?.code)) throw error
  return `${server.name}: the texts of statements can't be read (${cause?.message}); connect to a database with encoding SQL_ASCII that has pg_stat_statements.`
}

/** When the counters began, `undefined` where the server does not know (before PostgreSQL 14). */
export async function readReset(
  server: Server,
  extension: StatementsExtension,
): Promise<string | undefined> {
  const rows = await server.read<{ reset: string | null }>(resetSql(extension), 500)
  return rows[0]?.reset ?? undefined
}

function explain(error: Error): never {
  const { cause } = error as { cause?: { code?: string } }
  if (cause?.code !== '55000') throw error
  throw new CliError(
    'SQLTRACE_NO_STATEMENTS',
    'pg_stat_statements is not loaded; add it to shared_preload_libraries and restart the server.',
    { cause: error },
  )
}
