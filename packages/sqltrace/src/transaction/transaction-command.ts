/** What a statement does to the transaction of its connection. */
export type TransactionCommand = 'begin' | 'commit' | 'rollback'

const commands: readonly (readonly [RegExp, TransactionCommand])[] = [
  [/^(?:begin|start transaction)\b/, 'begin'],
  [/^(?:commit|end|prepare transaction)\b/, 'commit'],
  [/^(?:rollback|abort)\b/, 'rollback'],
]

/** A savepoint goes on, a chain opens the next transaction, a prepared one is another session's. */
const goesOn = /^\w+ (?:(?:work|transaction) )?(?:to|and chain|prepared)\b/

/** Tells by the first words; `undefined` for everything that happens inside a transaction. */
export function transactionCommand(sql: string): TransactionCommand | undefined {
  const head = headOf(sql)
  if (head === '' || goesOn.test(head)) return undefined
  return commands.find(([pattern]) => pattern.test(head))?.[1]
}

const leading = /^(?:\s+|--[^\n]*\n|\/\*[^*]*\*\/)*/

/** The first words in lower case, one blank between them; empty where the first letter tells enough. */
function headOf(sql: string): string {
  if (!/^[\s/\-bceasrp]/i.test(sql)) return ''
  const start = leading.exec(sql)?.[0].length ?? 0
  return sql
    .slice(start, start + 60)
    .replace(/\s+/g, ' ')
    .toLowerCase()
}
