import type { Outcome } from '../statement/query.js'
import type { Effect } from './effect.js'
import type { Transaction, TransactionOutcome } from './transaction.js'

/**
 * How a transaction came to its end with a text; `undefined` where it goes on. `status` is what the connection tells
 * after it, where it is certain.
 */
export function finalOutcome(
  transaction: Transaction,
  { ended, opened, isAlone }: Effect,
  { error, command: answer }: Outcome,
  status: string | undefined,
): TransactionOutcome | undefined {
  const isOver = status === 'I' || ended.has(transaction)
  if (error === undefined) return isOver ? answered(ended.get(transaction), answer) : undefined
  if (!isOver && !opened.includes(transaction)) return undefined
  // Nobody knows how far a text came that holds several statements.
  return isAlone && opened.length === 0 ? 'rollback' : 'lost'
}

/** PostgreSQL answers COMMIT with ROLLBACK where an error had ended the transaction before. */
function answered(
  sent: 'commit' | 'rollback' | undefined,
  answer: string | undefined,
): TransactionOutcome {
  if (answer === 'ROLLBACK') return 'rollback'
  return sent ?? (answer === 'COMMIT' ? 'commit' : 'lost')
}
