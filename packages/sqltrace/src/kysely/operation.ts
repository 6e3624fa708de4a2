interface OperationNode {
  readonly kind?: string
  readonly from?: { readonly froms?: readonly unknown[] }
  readonly into?: unknown
  readonly table?: unknown
}

/** What a statement does and to which table, as far as Kysely's own node tells it. */
export interface Operation {
  readonly operation: string | undefined
  readonly collection: string | undefined
}

/** As Kysely writes them: the conventions ask for the statement's own case. */
const operations: Readonly<Record<string, string>> = {
  SelectQueryNode: 'select',
  InsertQueryNode: 'insert',
  UpdateQueryNode: 'update',
  DeleteQueryNode: 'delete',
  MergeQueryNode: 'merge',
}

/** Reads the root of an operation node. A name is given only where there is exactly one. */
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
