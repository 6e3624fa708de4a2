import { anyDialect, type Dialect } from './lexer/dialect.js'
import { replaceValues } from './replace-values.js'
import { visiblePart } from './lexer/visible-part.js'

const inList = /\b(in\s*\()\s*[+-]?\?(?:\s*,\s*[+-]?\?)+\s*\)/gi

/**
 * Replaces each literal with `?`, as the OpenTelemetry conventions require for `db.query.text`
 * without parameters. A list of literals after `IN` becomes one `?`. Comments are removed, since
 * they may contain values too. `null`, `is true` and `on true` stay. A longer text is cut at 50,000
 * characters.
 *
 * ```ts
 * maskLiterals(`select * from "users" where "id" in (1, 2) and "name" = 'Ann'`)
 * // select * from "users" where "id" in (?) and "name" = ?
 * ```
 */
export function maskLiterals(text: string, dialect: Dialect = anyDialect): string {
  return replaceValues(visiblePart(text), dialect).replace(inList, '$1?)').trim()
}
