import type { TableName } from './mentions.js'

/** A table's name, quoted for SQL. */
export function quoted({ schema, name }: TableName): string {
  return [schema, name].map(quotedName).join('.')
}

/** A name, quoted for SQL. */
export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
