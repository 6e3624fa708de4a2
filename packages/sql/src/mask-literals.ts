import { anyDialect, type Dialect } from './lexer/dialect.js'
import { replaceValues } from './replace-values.js'
import { visiblePart } from './lexer/visible-part.js'

const inList = /\b(in\s*\()\s*[+-]?\?(?:\s*,\s*[+-]?\?)+\s*\)/gi

/**
 * The text without its values: each literal becomes `?`, as the OpenTelemetry conventions ask for
 * `db.query.text` without parameters. A list of literals behind `IN` becomes one `?`; comments are
 * left out, since they may hold values too; `null`, `is true` and `on true` stay. Of a long text
 * it is the first 50,000 characters.
 *
 * ```ts
 * maskLiterals(`select * from "users" where "id" in (1, 2) and "name" = 'Ann'`)
 * // select * from "users" where "id" in (?) and "name" = ?
 * ```
 */
export function maskLiterals(text: string, dialect: Dialect = anyDialect): string {
  return replaceValues(visiblePart(text), dialect).replace(inList, '$1?)').trim()
}
