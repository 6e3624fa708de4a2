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

const leading = /(?:\s+|--[^\n]*\n|\/\*[^*]*\*\/)*/y
const firstWord = /(?:begin|start|commit|end|prepare|rollback|abort)\b/iy

/** The first words in lower case, one blank between them; empty where the first one tells enough. */
function headOf(sql: string): string {
  leading.lastIndex = 0
  leading.test(sql)
  firstWord.lastIndex = leading.lastIndex
  if (!firstWord.test(sql)) return ''
  return sql
    .slice(leading.lastIndex, leading.lastIndex + 60)
    .replace(/\s+/g, ' ')
    .toLowerCase()
}
