import { statementKind as kindOf } from '@sqltrace/sql'

/** The kinds that {@link statementKind} distinguishes. */
export type StatementKind = 'query' | 'utility'

/**
 * Distinguishes queries from utility statements (BEGIN, SET, DDL, EXPLAIN, DECLARE …) by the first
 * keyword. PostgreSQL up to 15 counts a utility statement by its whole text, so each distinct
 * comment adds an entry to pg_stat_statements. EXECUTE counts as the query that it runs.
 *
 * ```ts
 * import { statementKind } from '@sqltrace/sqlcommenter'
 *
 * statementKind('(select 1)') // 'query'
 * statementKind('begin') // 'utility'
 * ```
 */
export function statementKind(sql: string): StatementKind {
  return kindOf(sql)
}
