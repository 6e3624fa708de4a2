import { postgresql, scan } from '@sqltrace/sql'
import { readPairs } from './read-pairs.js'

/**
 * Reads the tags from all comments in a text; `{}` if there are none. If two comments have the same
 * key, the later one wins. Also reads the formats of Rails, marginalia, Datadog and OpenTelemetry.
 * If the server truncated the text, only complete tags are returned: a value without its closing
 * quote is left out.
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
