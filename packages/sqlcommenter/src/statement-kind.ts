import { statementKind as kindOf } from '@sqltrace/sql'

/** What {@link statementKind} tells apart. */
export type StatementKind = 'query' | 'utility'

/**
 * Tells a query from a utility statement (BEGIN, SET, DDL, EXPLAIN, DECLARE …) by its first keyword.
 * PostgreSQL up to 15 counts a utility statement by its whole text, so that each distinct comment
 * is one more entry of pg_stat_statements; EXECUTE counts as the query that it runs.
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
