import type { Outcome } from '../query/query.js'
import type { Effect } from './effect.js'
import { isConnectionLost } from './is-connection-lost.js'
import type { Transaction, TransactionOutcome } from './transaction.js'

/** What came of the transactions of a text. */
export interface Settlement {
  /** The connection is inside this one, although the text says otherwise or did not run to its end. */
  readonly goesOn: Transaction | undefined
  readonly over: readonly (readonly [Transaction, TransactionOutcome])[]
}

/** Settles a text that something has come back for. `status` is what the connection tells after it, where it is certain. */
export function settle(effect: Effect, outcome: Outcome, status: string | undefined): Settlement {
  const { error } = outcome
  const isLost = error !== undefined && isConnectionLost(error)
  const isInside = !isLost && (status === 'T' || status === 'E')
  if (isInside && (error !== undefined || !effect.open)) return goOn(effect)
  const over = effect.involved.flatMap((transaction) => {
    const end = isLost ? 'lost' : endOf(transaction, effect, outcome, status)
    return end ? [[transaction, end] as const] : []
  })
  return { goesOn: undefined, over }
}

/** Of several nobody knows which one is open. */
function goOn({ involved }: Effect): Settlement {
  const [only, ...others] = involved
  if (only && others.length === 0 && !only.isOver) return { goesOn: only, over: [] }
  return { goesOn: undefined, over: involved.map((transaction) => [transaction, 'lost']) }
}

/** How a transaction came to its end; `undefined` where it did not. */
function endOf(
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
