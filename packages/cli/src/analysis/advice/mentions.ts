/** A table's name and schema. */
export interface TableName {
  readonly schema: string
  readonly name: string
}

/** Whether a normalized statement leaves dead rows in a table: an `insert` only does so with `on conflict`. */
export function leavesDeadRows(statement: string, table: TableName): boolean {
  const isUpsert = /\bon conflict\b/i.test(statement)
  const commands = [
    ...(isUpsert ? [String.raw`insert\s+into`] : []),
    String.raw`update(?:\s+only)?|delete\s+from|merge\s+into`,
  ]
  return matches(`\\b(?:${commands.join('|')})`, statement, table)
}

/** Whether a normalized statement names the table in a position where SQL expects a table. */
export function mentions(statement: string, table: TableName): boolean {
  return matches(String.raw`(?:\b(?:from|join|update|into|only)|,)`, statement, table)
}

function matches(before: string, statement: string, { schema, name }: TableName): boolean {
  const identifier = (text: string) =>
    `(?:"${escape(text.replaceAll('"', '""'))}"|${escape(text)}\\b)`
  const pattern = `${before}\\s+(?:${identifier(schema)}\\.)?${identifier(name)}`
  return new RegExp(pattern, 'i').test(statement)
}

const escape = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
