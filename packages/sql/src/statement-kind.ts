import { findKeyword } from './find-keyword.js'

/** What {@link statementKind} tells apart. */
export type StatementKind = 'query' | 'utility'

const queries = new Set('select insert update delete merge with values table execute'.split(' '))

/**
 * Tells a query from a utility statement (BEGIN, SET, DDL, EXPLAIN, DECLARE …) by its first keyword. PostgreSQL up to 15
 * counts a utility statement by its whole text; EXECUTE counts as the query that it runs.
 */
export function statementKind(sql: string): StatementKind {
  const keyword = findKeyword(sql)
  if (!keyword) return 'utility'
  return queries.has(sql.slice(keyword.start, keyword.end).toLowerCase()) ? 'query' : 'utility'
}
