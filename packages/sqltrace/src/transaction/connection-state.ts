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

/** The state of a pg or Kysely connection while the app holds it. */
export function stateOf(connection: object): ConnectionState {
  const known = states.get(connection)
  if (known) return known
  const state = new ConnectionState()
  states.set(connection, state)
  return state
}

/** Tracks a connection's transactions by the statements that are sent on it, and by the status that it reports. */
export class ConnectionState {
  /** The number of owners that hold it for more than one statement; `undefined` if it is released explicitly. */
  owners: number | undefined
  /** The first session, and the current one unless there have been several. */
  #first: Session | undefined
  #session: Session | undefined
  #transaction: Transaction | undefined
  #isNew = true
  /** The number of statements without a result yet; while there are any, the session may change. */
  #pending = 0
  /** A failed text whose effect is unknown until the connection reports its status. */
  #unsettled: Unsettled | undefined

  get transaction(): Transaction | undefined {
    return this.#transaction
  }

  /**
   * Registers a statement that is about to be sent. It runs in `transaction`. What it opens or ends
   * affects the statements sent after it, even before its result. Pass the return value to `done` with
   * the result.
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

  /** Sets the session. If a connection leads to different sessions, none is certain. */
  learn(session: Session | undefined): void {
    if (this.#first === undefined) this.#session = this.#first = session
    else if (this.#first !== session) this.#session = undefined
  }

  /** The connection has been released. */
  released(): void {
    this.#settleLate()
    if (this.#transaction) this.#end(this.#transaction, 'lost')
  }

  get #certain(): Session | undefined {
    return this.#pending === 0 ? this.#session : undefined
  }

  /** Registers the result of a statement that `send` has registered. */
  done({ effect }: Sending, outcome: Outcome): void {
    this.#pending--
    if (this.#isTooEarly(effect, outcome)) {
      this.#unsettled = { effect, outcome }
      this.#transaction = undefined
    } else if (effect.involved.length > 0) this.#settle(effect, outcome)
    if (this.owners === 0 && this.#pending === 0) this.released()
  }

  /** An error arrives before the connection reports its new status. */
  #isTooEarly({ ended, opened }: Effect, { error }: Outcome): boolean {
    if (error === undefined || ended.size + opened.length === 0) return false
    const session = isConnectionLost(error) ? undefined : this.#certain
    return session?.reportsStatus === true && session.transactionStatus === undefined
  }

  #settleLate(): void {
    const unsettled = this.#unsettled
    this.#unsettled = undefined
    if (unsettled) this.#settle(unsettled.effect, unsettled.outcome)
  }

  #settle(effect: Effect, outcome: Outcome): void {
    const { stillOpen, over } = settle(effect, outcome, this.#certain?.transactionStatus)
    if (stillOpen) this.#transaction = stillOpen
    for (const [transaction, end] of over) this.#end(transaction, end)
  }

  #end(transaction: Transaction, outcome: TransactionOutcome): void {
    if (this.#transaction === transaction) this.#transaction = undefined
    close(transaction, outcome)
  }
}

/** A statement in flight on a connection. */
export interface Sending {
  readonly transaction: Transaction | undefined
  /** Whether it is the first statement on the connection. */
  readonly isFirst: boolean
  /** The connection's setting `standard_conforming_strings`. */
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
