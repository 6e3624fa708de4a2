import { postgresql, transactionCommands } from '@sqltrace/sql'
import { guarded } from '../runtime/guarded.js'
import type { Caller } from '../caller/caller.js'
import { Transaction } from './transaction.js'

/** A text's effect on its connection's transactions, if all of it runs. */
export interface Effect {
  /** The transaction in which it is sent, and those that it opens. */
  readonly involved: readonly Transaction[]
  /** The transactions that it opens. */
  readonly opened: readonly Transaction[]
  /** The transactions that it ends, and how. */
  readonly ended: ReadonlyMap<Transaction, 'commit' | 'rollback'>
  /** Whether the text is a single statement. */
  readonly isAlone: boolean
  /** The transaction that is open afterwards. */
  readonly open: Transaction | undefined
}

/** The effect of a text without transaction commands, outside a transaction. */
export const nothing: Effect = {
  involved: [],
  opened: [],
  ended: new Map(),
  isAlone: true,
  open: undefined,
}

const begin = guarded('open a transaction', (caller: Caller) => new Transaction(caller))

/** The effect of a text. A second BEGIN is only a warning in PostgreSQL; the transaction continues. */
export function effectOf(
  sql: string,
  strings: 'on' | 'off' | 'unknown',
  before: Transaction | undefined,
  caller: Caller,
): Effect {
  const commands = transactionCommands(sql, postgresql(strings === 'off' ? 'off' : 'on'))
  if (commands.length === 0) {
    return before ? { ...nothing, involved: [before], open: before } : nothing
  }
  const opened: Transaction[] = []
  const ended = new Map<Transaction, 'commit' | 'rollback'>()
  let open = before
  for (const command of commands) {
    if (command === 'begin') {
      const begun = open ? undefined : begin(caller)
      if (begun) opened.push(begun)
      open ??= begun
    } else if (open) {
      ended.set(open, command)
      open = undefined
    }
  }
  const involved = before ? [before, ...opened] : opened
  return { involved, opened, ended, isAlone: !/;\s*\S/.test(sql), open }
}
