const gap = /(?:[ \t-\r]+|--[^\n\r]*){0,200}/y

/** Where the whitespace and line comments at `at` end; a long run takes several calls. */
export function gapEnd(sql: string, at: number): number {
  gap.lastIndex = at
  gap.test(sql)
  return gap.lastIndex
}

/** Where the comment that begins at `at` ends, or -1. */
export function commentEnd(sql: string, at: number): number {
  return sql[at] === '-' ? lineEnd(sql, at) : blockEnd(sql, at)
}

function lineEnd(sql: string, at: number): number {
  let end = at
  while (end < sql.length && sql[end] !== '\n' && sql[end] !== '\r') end++
  return end
}

/** PostgreSQL nests block comments and stops reading at a NUL. */
function blockEnd(sql: string, at: number): number {
  let depth = 1
  for (let i = at + 2; i < sql.length; i++) {
    const character = sql[i]
    if (character === '/' && sql[i + 1] === '*') depth++
    else if (character === '*' && sql[i + 1] === '/') depth--
    else if (character === '\0') return -1
    else continue
    if (depth === 0) return i + 2
    i++
  }
  return -1
}
