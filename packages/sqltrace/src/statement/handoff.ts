import { shared } from '@sqltrace/context'
import type { Caller } from '../caller/caller.js'
import type { Query } from '../query/query.js'
import type { Statement } from './statement.js'

/** What an outer layer (Kysely, a pool) hands to inner layers: who called, never what to send. */
export class Handoff {
  readonly caller: Caller
  /** When the app called, as `performance.now()` in milliseconds. */
  readonly startTime: number
  /** Set if the outer layer has already tagged the announced statement. */
  readonly statement: Statement | undefined
  /** Whether only pg's own code runs between the app's call and the inner layer. */
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

  /** The announced statement. An inner layer only compares it; it sends what it was given itself. */
  get query(): Query | undefined {
    return this.#query
  }

  /** Whether `sql` is the announced statement and has not been claimed yet. */
  announces(sql: string): boolean {
    return !this.#isClaimed && this.#query?.sql === sql
  }

  /** Whether the app has its result; statements sent later belong to other calls. */
  get isOver(): boolean {
    return this.#query === undefined
  }

  /** Drops the text and the values, because a connection opened during the call keeps this object alive. */
  end(): void {
    this.#query = undefined
  }

  /** Returns whether this is the first claim: a statement that is sent again started later. */
  claim(): boolean {
    const isFirst = !this.#isClaimed
    this.#isClaimed = true
    return isFirst
  }
}

/** One variable is enough, because an outer layer calls the inner one synchronously. */
const current = shared('handoff', () => ({ handoff: undefined as Handoff | undefined }))

/**
 * Calls `fn`; the inner layers that it calls see `handoff`, even if it is `undefined`. It takes the arguments instead of a
 * closure: each frame of ours pushes one of the app's out of a stack's ten, and a closure costs every statement (bench
 * "queries").
 */
export function handOver<R>(
  handoff: Handoff | undefined,
  fn: (...args: never[]) => R,
  self?: unknown,
  args: readonly unknown[] = [],
): R {
  const before = current.handoff
  current.handoff = handoff
  try {
    return Reflect.apply(fn, self, args)
  } finally {
    current.handoff = before
  }
}

/** The handoff from the outer layer that is calling right now. */
export function handedOver(): Handoff | undefined {
  return current.handoff
}
