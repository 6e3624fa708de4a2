interface OperationNode {
  readonly kind?: string
  readonly from?: { readonly froms?: readonly unknown[] }
  readonly into?: unknown
  readonly table?: unknown
}

/** A statement's operation and table, from Kysely's operation node. */
export interface Operation {
  readonly operation: string | undefined
  readonly collection: string | undefined
}

/** In lower case, as Kysely writes them: the conventions require the statement's own case. */
const operations: Readonly<Record<string, string>> = {
  SelectQueryNode: 'select',
  InsertQueryNode: 'insert',
  UpdateQueryNode: 'update',
  DeleteQueryNode: 'delete',
  MergeQueryNode: 'merge',
}

/** Reads the root operation node. The collection is set only if there is exactly one table. */
export function operationOf(node: unknown): Operation {
  const { kind = '', from, into, table } = Object(node) as OperationNode
  const operation = operations[kind]
  if (!operation) return { operation, collection: undefined }
  const targets = into ? [into] : table ? [table] : (from?.froms ?? [])
  return { operation, collection: targets.length === 1 ? tableName(targets[0]) : undefined }
}

interface TableNode {
  readonly kind?: string
  readonly node?: unknown
  readonly table?: {
    readonly schema?: { readonly name?: string }
    readonly identifier?: { readonly name?: string }
  }
}

function tableName(node: unknown): string | undefined {
  const { kind, node: aliased, table } = Object(node) as TableNode
  if (kind === 'AliasNode') return tableName(aliased)
  if (kind !== 'TableNode' || !table?.identifier?.name) return undefined
  const { schema, identifier } = table
  return schema?.name ? `${schema.name}.${identifier.name}` : identifier.name
}
