import type { TableName } from './mentions.js'

/** A table's name as SQL. */
export function quoted({ schema, name }: TableName): string {
  return [schema, name].map(quotedName).join('.')
}

/** A name as SQL. */
export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
