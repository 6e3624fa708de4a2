import { commentKey } from './comment-key.js'
import { statementsOf, type LogEvent } from './log-event.js'

/** Entity Framework Core puts its tags before the statement, one per line. */
const leadingLines = /^ ?(?:--[^\n]{0,500}\n\t?){1,20}/
const blank = 32
const dash = 45

/** All parts of a statement that can hold tags, in one string. */
export function tagKey(sql: string): string {
  const start = sql.charCodeAt(0) === blank ? 1 : 0
  if (sql.charCodeAt(start) !== dash) return commentKey(sql)
  const [lines = ''] = leadingLines.exec(sql) ?? []
  return lines + commentKey(sql.slice(lines.length))
}

/** The same for all statements of an event. Only in a plan or a deadlock must their beginnings be searched for. */
export function eventKey(event: Pick<LogEvent, 'kind' | 'sql'>): string {
  const { kind, sql } = event
  if (kind !== 'plan' && kind !== 'deadlock') return tagKey(sql)
  return sql.includes('-- ') ? statementsOf(event).map(tagKey).join('\0') : commentKey(sql)
}
