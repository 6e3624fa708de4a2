import { findKeyword } from './find-keyword.js'

/** The kinds that {@link statementKind} distinguishes. */
export type StatementKind = 'query' | 'utility'

const queries = new Set('select insert update delete merge with values table execute'.split(' '))

/**
 * Distinguishes queries from utility statements (BEGIN, SET, DDL, EXPLAIN, DECLARE …) by the first keyword. PostgreSQL up
 * to 15 counts a utility statement by its whole text; EXECUTE counts as the query that it runs.
 */
export function statementKind(sql: string): StatementKind {
  const keyword = findKeyword(sql)
  if (!keyword) return 'utility'
  return queries.has(sql.slice(keyword.start, keyword.end).toLowerCase()) ? 'query' : 'utility'
}
