/**
 * Puts `error.position` (PostgreSQL: characters from 1 in the text that the server got) back to the
 * caller's own text, where our comment shifted it.
 */
export function restorePosition(error: unknown, sql: string, sent: string): void {
  if (sql === sent || typeof error !== 'object' || error === null) return
  const { position } = error as { position?: unknown }
  if (typeof position !== 'string') return
  const shifted = Number(position) - insertedAt(sql, sent) - 1
  const inserted = characters(sent) - characters(sql)
  if (shifted >= inserted) Object.assign(error, { position: String(Number(position) - inserted) })
}

/** The number of characters before the one place where `sent` has more than `sql`. */
function insertedAt(sql: string, sent: string): number {
  let at = 0
  while (at < sql.length && sql[at] === sent[at]) at++
  return characters(sql.slice(0, at))
}

/** PostgreSQL counts code points, JavaScript counts UTF-16 units. */
function characters(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
