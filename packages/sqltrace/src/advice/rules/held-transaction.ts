import type { InnerRecord } from '../../record/inner-record.js'
import type { Place, Rule } from '../rule/rule.js'
import { duration } from '../rule/units.js'
import { endOf } from '../rule/end-of.js'

/**
 * When the app's own work keeps a transaction open. One second is PostgreSQL's default `deadlock_timeout`, after which
 * `log_lock_waits` logs sessions that wait for its locks.
 */
export interface HeldTransactionThresholds {
  /** Minimum time between two statements of a transaction, in milliseconds. Defaults to 1000. */
  readonly milliseconds: number
}

interface Before {
  file: string | undefined
  end: number
}

/** The app spends time between two statements of a transaction, which keeps its locks and its connection. */
export const heldTransaction: Rule<'held-transaction', HeldTransactionThresholds> = {
  name: 'held-transaction',
  defaults: { milliseconds: 1000 },
  judge({ milliseconds }) {
    const statements = new WeakMap<object, Before>()
    return (statement) => {
      const { transaction, file } = statement
      if (!transaction) return undefined
      const before = statements.get(transaction)
      const end = Math.max(before?.end ?? 0, endOf(statement))
      statements.set(transaction, { file, end })
      const gap = before ? statement.startTime + statement.poolWait - before.end : 0
      if (gap < milliseconds || !before?.file) return undefined
      return {
        file: before.file,
        seen: () =>
          `The transaction stayed open for ${duration(gap)} after this line while the app did other work.`,
        remedy:
          'Do that work before or after the transaction, which keeps its locks and its connection.',
        places: places(statement),
      }
    }
  },
}

function places({ transaction, file }: InnerRecord): Place[] {
  const opened = transaction?.file
  return [
    ...(opened ? [{ label: 'opened at', file: opened }] : []),
    ...(file ? [{ label: 'until the statement at', file }] : []),
  ]
}
