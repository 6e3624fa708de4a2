import { guarded } from '../report.js'
import { shared } from '../shared.js'
import type { Caller } from '../statement/caller.js'
import type { Outcome } from '../statement/query.js'
import { isConnectionLost } from './is-connection-lost.js'
import { Transaction } from './transaction.js'
import type { TransactionOutcome } from './transaction.js'
import { transactionCommand } from './transaction-command.js'
import type { TransactionCommand } from './transaction-command.js'

const states = shared('connectionStates', () => new WeakMap<object, ConnectionState>())

/** What is known of a connection (of pg or of Kysely) while the app holds it. */
export function stateOf(connection: object): ConnectionState {
  const known = states.get(connection)
  if (known) return known
  const state = new ConnectionState()
  states.set(connection, state)
  return state
}

/** Follows the transactions of one connection by the statements that are sent on it. */
export class ConnectionState {
  #transaction: Transaction | undefined
  #isNew = true

  get transaction(): Transaction | undefined {
    return this.#transaction
  }

  /**
   * A statement is about to be sent. It runs in `transaction`; what it opens or ends holds for the
   * statements sent after it, also while it is still waiting. Call `done` with what came back.
   */
  send(caller: Caller, sql: string): Sending {
    const command = transactionCommand(sql)
    const isFirst = this.#isNew
    this.#isNew = false
    if (command === 'begin') this.#transaction = open(caller)
    const transaction = this.#transaction
    if (command && command !== 'begin') this.#transaction = undefined
    return { transaction, isFirst, done: (outcome) => this.#done(transaction, command, outcome) }
  }

  /** Nobody holds the connection any more. */
  released(): void {
    this.#end(this.#transaction, 'lost')
  }

  #done(
    transaction: Transaction | undefined,
    command: TransactionCommand | undefined,
    outcome: Outcome,
  ): void {
    const { error } = outcome
    if (error !== undefined && (command === 'begin' || isConnectionLost(error)))
      this.#end(transaction, 'lost')
    else if (command === 'commit' || command === 'rollback')
      this.#end(transaction, outcomeOf(command, outcome))
  }

  #end(transaction: Transaction | undefined, outcome: TransactionOutcome): void {
    if (this.#transaction === transaction) this.#transaction = undefined
    if (transaction) close(transaction, outcome)
  }
}

/** A statement on its way over a connection. */
export interface Sending {
  readonly transaction: Transaction | undefined
  /** Nothing was sent over the connection before. */
  readonly isFirst: boolean
  done(outcome: Outcome): void
}

const open = guarded('opening a transaction', (caller: Caller) => new Transaction(caller))
const close = guarded(
  'ending a transaction',
  (transaction: Transaction, outcome: TransactionOutcome) => transaction.end(outcome),
)

/** PostgreSQL answers COMMIT with ROLLBACK where an error had ended the transaction before. */
function outcomeOf(sent: 'commit' | 'rollback', { error, command }: Outcome): TransactionOutcome {
  return error !== undefined || command === 'ROLLBACK' ? 'rollback' : sent
}
