import { guarded } from '../runtime/guarded.js'
import { shared } from '@sqltrace/context'
import type { Caller } from '../caller/caller.js'
import type { Outcome } from '../query/query.js'
import type { Session } from '../query/session.js'
import { type Effect, effectOf, nothing } from './effect.js'
import { isConnectionLost } from './is-connection-lost.js'
import { settle } from './settlement.js'
import type { Transaction, TransactionOutcome } from './transaction.js'

const states = shared('connectionStates', () => new WeakMap<object, ConnectionState>())

/** What is known of a connection (of pg or of Kysely) while the app holds it. */
export function stateOf(connection: object): ConnectionState {
  const known = states.get(connection)
  if (known) return known
  const state = new ConnectionState()
  states.set(connection, state)
  return state
}

/** Follows the transactions of one connection by the statements that are sent on it, and by what it tells itself. */
export class ConnectionState {
  /** How many own it for longer than one statement; `undefined` where others release it. */
  owners: number | undefined
  /** The first that was learnt, and whether it is the only one. */
  #first: Session | undefined
  #session: Session | undefined
  #transaction: Transaction | undefined
  #isNew = true
  /** Statements that nothing has come back for: until then the session may change. */
  #pending = 0
  /** What a text that failed has left, until the connection tells. */
  #unsettled: Unsettled | undefined

  get transaction(): Transaction | undefined {
    return this.#transaction
  }

  /**
   * A statement is about to be sent. It runs in `transaction`; what it opens or ends holds for the
   * statements sent after it, also while it is still waiting. Hand the result to `done` with what came back.
   */
  send(caller: Caller, sql: string): Sending {
    this.#settleLate()
    const isFirst = this.#isNew
    const strings = this.#certain?.standardConformingStrings ?? 'unknown'
    if (this.#transaction && this.#certain?.transactionStatus === 'I') this.released()
    const effect = effectOf(sql, strings, this.#transaction, caller)
    this.#isNew = false
    this.#transaction = effect.open
    this.#pending++
    // Most statements neither open nor end a transaction (bench "queries").
    if (effect === nothing && !isFirst) return ordinary[strings]
    return { transaction: effect.involved[0], isFirst, strings, effect }
  }

  /** What tells of the session. A connection that leads to another one each time tells nothing. */
  learn(session: Session | undefined): void {
    if (this.#first === undefined) this.#session = this.#first = session
    else if (this.#first !== session) this.#session = undefined
  }

  /** Nobody holds the connection any more. */
  released(): void {
    this.#settleLate()
    if (this.#transaction) this.#end(this.#transaction, 'lost')
  }

  get #certain(): Session | undefined {
    return this.#pending === 0 ? this.#session : undefined
  }

  /** Something came back for what `send` has given. */
  done({ effect }: Sending, outcome: Outcome): void {
    this.#pending--
    if (this.#isTooEarly(effect, outcome)) {
      this.#unsettled = { effect, outcome }
      this.#transaction = undefined
    } else if (effect.involved.length > 0) this.#settle(effect, outcome)
    if (this.owners === 0 && this.#pending === 0) this.released()
  }

  /** An error comes before the connection tells its status, which may be a moment later. */
  #isTooEarly({ ended, opened }: Effect, { error }: Outcome): boolean {
    if (error === undefined || ended.size + opened.length === 0) return false
    const session = isConnectionLost(error) ? undefined : this.#certain
    return session?.tellsStatus === true && session.transactionStatus === undefined
  }

  #settleLate(): void {
    const unsettled = this.#unsettled
    this.#unsettled = undefined
    if (unsettled) this.#settle(unsettled.effect, unsettled.outcome)
  }

  #settle(effect: Effect, outcome: Outcome): void {
    const { goesOn, over } = settle(effect, outcome, this.#certain?.transactionStatus)
    if (goesOn) this.#transaction = goesOn
    for (const [transaction, end] of over) this.#end(transaction, end)
  }

  #end(transaction: Transaction, outcome: TransactionOutcome): void {
    if (this.#transaction === transaction) this.#transaction = undefined
    close(transaction, outcome)
  }
}

/** A statement on its way over a connection. */
export interface Sending {
  readonly transaction: Transaction | undefined
  /** Nothing was sent over the connection before. */
  readonly isFirst: boolean
  /** The connection's setting of `standard_conforming_strings`. */
  readonly strings: Strings
  readonly effect: Effect
}

type Strings = 'on' | 'off' | 'unknown'

const within = (strings: Strings): Sending => ({
  transaction: undefined,
  isFirst: false,
  strings,
  effect: nothing,
})
const ordinary = { on: within('on'), off: within('off'), unknown: within('unknown') }

interface Unsettled {
  readonly effect: Effect
  readonly outcome: Outcome
}

const close = guarded(
  'end a transaction',
  (transaction: Transaction, outcome: TransactionOutcome) => transaction.end(outcome),
)
