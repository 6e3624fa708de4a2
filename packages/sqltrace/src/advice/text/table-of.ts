const isName = (token: string | undefined) => /^(?:"[^"]*"|[a-z_]\w*)$/.test(token ?? '')
/** Words that may follow a table and are not its alias. */
const clauses =
  /^(?:where|on|using|join|inner|left|right|full|cross|natural|set|group|order|limit|offset|fetch|for|union|except|intersect|having|window|returning|values|tablesample|as)$/

/** The table that `qualifier` refers to; without one, the only table. */
export function tableOf(
  tokens: readonly string[],
  qualifier: string | undefined,
): string | undefined {
  const tables = new Map<string, string>()
  tokens.forEach((token, at) => {
    if (token !== 'from' && token !== 'join' && token !== 'update') return
    const table = tableAt(tokens, at + 1)
    if (table) tables.set(table.alias, table.name)
  })
  if (qualifier !== undefined) return tables.get(qualifier)
  return tables.size === 1 ? [...tables.values()][0] : undefined
}

function tableAt(tokens: readonly string[], start: number) {
  if (!isName(tokens[start])) return undefined
  let at = start
  while (tokens[at + 1] === '.' && isName(tokens[at + 2])) at += 2
  const name = tokens.slice(start, at + 1).join('')
  const next = tokens[at + 1] === 'as' ? tokens[at + 2] : tokens[at + 1]
  const hasAlias = isName(next) && !clauses.test(next ?? '')
  return { name, alias: (hasAlias ? next : tokens[at]) ?? name }
}
