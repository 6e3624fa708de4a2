import { anyDialect, type Dialect } from './lexer/dialect.js'
import { replaceValues } from './replace-values.js'

const listOfValues = /\(\?(?:, ?\?)+\)/g

/**
 * A statement without its comments, values and parameters: what all calls of it have in common, including their text in
 * `pg_stat_statements`.
 *
 * ```ts
 * normalizeSql("select * from t where a in (1, 2) and b = $1 -- note") // select * from t where a in (?) and b = ?
 * ```
 */
export function normalizeSql(sql: string, dialect: Dialect = anyDialect): string {
  return replaceValues(sql, dialect, { parameters: true })
    .replace(/[ \t-\r]+/g, ' ')
    .replace(listOfValues, '(?)')
    .trim()
}
