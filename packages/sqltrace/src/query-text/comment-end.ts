/** Where the comment that begins at `at` ends, or -1. */
export function commentEnd(sql: string, at: number): number {
  return sql[at] === '-' ? lineEnd(sql, at) : blockEnd(sql, at)
}

function lineEnd(sql: string, at: number): number {
  let end = at
  while (end < sql.length && sql[end] !== '\n' && sql[end] !== '\r') end++
  return end
}

/** PostgreSQL nests block comments. */
function blockEnd(sql: string, at: number): number {
  let depth = 0
  for (let i = at; i < sql.length; i++) {
    if (sql[i] === '/' && sql[i + 1] === '*') depth++
    else if (sql[i] === '*' && sql[i + 1] === '/') depth--
    else continue
    i++
    if (depth === 0) return i + 1
  }
  return -1
}
