import { shared } from '@sqltrace/context'
import type { Caller } from '../caller/caller.js'
import type { Query } from '../query/query.js'
import type { Statement } from './statement.js'

/** What an outer layer (Kysely, a pool) hands to the inner ones: who called, never what to send. */
export class Handoff {
  readonly caller: Caller
  /** Milliseconds of `performance.now()`: when the app called. */
  readonly startTime: number
  /** Set where the outer layer has tagged the announced statement already. */
  readonly statement: Statement | undefined
  /** Between the app's call and the inner layer runs nothing but pg's own code. */
  readonly isDirect: boolean
  #query: Query | undefined
  #isClaimed = false

  constructor(caller: Caller, query: Query, isDirect = false, statement?: Statement) {
    this.caller = caller
    this.#query = query
    this.startTime = performance.now()
    this.statement = statement
    this.isDirect = isDirect
  }

  /** The announced statement. An inner layer recognizes it, and sends what it is given itself. */
  get query(): Query | undefined {
    return this.#query
  }

  /** Whether `sql` is the announced statement, which nobody has claimed yet. */
  announces(sql: string): boolean {
    return !this.#isClaimed && this.#query?.sql === sql
  }

  /** The app has its answer: what is sent from now on has other reasons. */
  get isOver(): boolean {
    return this.#query === undefined
  }

  /** A connection that was opened meanwhile keeps this object, but no text and no values. */
  end(): void {
    this.#query = undefined
  }

  /** Only the first claim counts: what is sent again started later. */
  claim(): boolean {
    const isFirst = !this.#isClaimed
    this.#isClaimed = true
    return isFirst
  }
}

/** One variable for the process: an outer layer calls the inner one synchronously. */
const current = shared('handoff', () => ({ handoff: undefined as Handoff | undefined }))

/** Runs `fn`; the inner layers that it calls see `handoff`, or none. */
export function handOver<T>(handoff: Handoff | undefined, fn: () => T): T {
  const before = current.handoff
  current.handoff = handoff
  try {
    return fn()
  } finally {
    current.handoff = before
  }
}

/** The same for a function and its arguments: a closure less for each statement (bench "queries"). */
export function handOverCall(
  handoff: Handoff | undefined,
  fn: (...args: never[]) => unknown,
  self: unknown,
  args: readonly unknown[],
): unknown {
  const before = current.handoff
  current.handoff = handoff
  try {
    return Reflect.apply(fn, self, args)
  } finally {
    current.handoff = before
  }
}

/** What the outer layer that is calling right now hands over. */
export function handedOver(): Handoff | undefined {
  return current.handoff
}
