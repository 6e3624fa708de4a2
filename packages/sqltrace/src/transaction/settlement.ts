import type { Outcome } from '../query/query.js'
import type { Effect } from './effect.js'
import { isConnectionLost } from './is-connection-lost.js'
import type { Transaction, TransactionOutcome } from './transaction.js'

/** What happened to the transactions of a text. */
export interface Settlement {
  /** The transaction that is still open, although the text would end it or did not run to its end. */
  readonly stillOpen: Transaction | undefined
  readonly over: readonly (readonly [Transaction, TransactionOutcome])[]
}

/** Settles a text after its result or error. `status` is the connection's transaction status afterwards, if it is certain. */
export function settle(effect: Effect, outcome: Outcome, status: string | undefined): Settlement {
  const { error } = outcome
  const isLost = error !== undefined && isConnectionLost(error)
  const isInside = !isLost && (status === 'T' || status === 'E')
  if (isInside && (error !== undefined || !effect.open)) return keepOpen(effect)
  const over = effect.involved.flatMap((transaction) => {
    const end = isLost ? 'lost' : endOf(transaction, effect, outcome, status)
    return end ? [[transaction, end] as const] : []
  })
  return { stillOpen: undefined, over }
}

/** If there are several, we can't know which one is open. */
function keepOpen({ involved }: Effect): Settlement {
  const [only, ...others] = involved
  if (only && others.length === 0 && !only.isOver) return { stillOpen: only, over: [] }
  return { stillOpen: undefined, over: involved.map((transaction) => [transaction, 'lost']) }
}

/** How a transaction ended; `undefined` if it did not. */
function endOf(
  transaction: Transaction,
  { ended, opened, isAlone }: Effect,
  { error, command: answer }: Outcome,
  status: string | undefined,
): TransactionOutcome | undefined {
  const isOver = status === 'I' || ended.has(transaction)
  if (error === undefined) return isOver ? answered(ended.get(transaction), answer) : undefined
  if (!isOver && !opened.includes(transaction)) return undefined
  // We can't know how far a text with several statements got.
  return isAlone && opened.length === 0 ? 'rollback' : 'lost'
}

/** PostgreSQL responds to COMMIT with ROLLBACK if an error had already aborted the transaction. */
function answered(
  sent: 'commit' | 'rollback' | undefined,
  answer: string | undefined,
): TransactionOutcome {
  if (answer === 'ROLLBACK') return 'rollback'
  return sent ?? (answer === 'COMMIT' ? 'commit' : 'lost')
}
