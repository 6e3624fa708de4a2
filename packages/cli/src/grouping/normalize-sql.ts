const token = new RegExp(
  [
    String.raw`[eE]'[^'\\]*(?:(?:''|\\[\s\S])[^'\\]*)*(?:'|\\?$)`,
    String.raw`'[^']*(?:''[^']*)*(?:'|$)`,
    String.raw`\$((?:[A-Za-z_]\w*)?)\$[\s\S]*?(?:\$\1\$|$)`,
    String.raw`"[^"]*(?:""[^"]*)*(?:"|$)`,
    String.raw`--[^\n]*`,
    String.raw`\/\*(?:[^*/]+|\*(?!\/)|\/(?!\*))*(?:\*\/|$)`,
    String.raw`[\p{L}_][\p{L}\w$]*`,
    String.raw`\$\d+`,
    String.raw`\d[\w.]*`,
    String.raw`\s+`,
    String.raw`[\s\S]`,
  ].join('|'),
  'gu',
)
const listOfValues = /\(\?(?:, ?\?)+\)/g

/** A statement without its comments and values: what two calls of it have in common. */
export function normalizeSql(sql: string): string {
  return sql.replace(token, placeholder).replace(/ {2,}/g, ' ').replace(listOfValues, '(?)').trim()
}

function placeholder(part: string): string {
  if (part.startsWith('--') || part.startsWith('/*') || /^\s/.test(part)) return ' '
  if (part.length > 1 && part.startsWith('$')) return '?'
  return /^(?:[eE]?'|\d)/.test(part) ? '?' : part
}
