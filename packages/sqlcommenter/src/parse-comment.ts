import { postgresql, scan } from '@sqltrace/sql'
import { readPairs } from './read-pairs.js'

/**
 * Reads the tags of all comments of a text, `{}` if there are none; where two comments have the
 * same key, the later one counts. It reads what other writers emit too (Rails, marginalia, Datadog,
 * OpenTelemetry). Of a text that the server cut off it returns the tags that are whole: a value
 * without its closing quote is left out.
 *
 * ```ts
 * import { parseComment } from '@sqltrace/sqlcommenter'
 *
 * parseComment("select 1 /*route='%2Fcourses%2F%3Aslug'*\/") // { route: '/courses/:slug' }
 * ```
 */
export function parseComment(sql: string): Record<string, string> {
  const { comments, unclosed } = scan(sql, postgresql())
  const found = comments.map(({ start, end }) => readPairs(sql.slice(start + 2, end - 2), false))
  if (unclosed !== -1 && sql.startsWith('/*', unclosed)) {
    found.push(readPairs(sql.slice(unclosed + 2).replace(/\*$/, ''), true))
  }
  return Object.fromEntries(found.flatMap((pairs) => pairs?.entries ?? []))
}
