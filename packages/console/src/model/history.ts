import type { ActivitySample, Origin, Wait } from './activity.js'
import type { LockPicture } from './lock-picture.js'
import type { Mark } from './mark.js'
import type { ServerState } from './server-state.js'
import type { StatementTotals } from './statement-totals.js'

/** A span of time in milliseconds since the epoch; `to` is not part of it. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** The load of one origin and wait on one server during one step. */
export interface LoadCell {
  /** The step's start. */
  readonly at: number
  readonly server: string
  /** The same object for equal origins within one answer. */
  readonly origin: Origin
  readonly wait: Wait
  /** The sum of sessions over the samples of the step. */
  readonly sessions: number
}

/** How often a server was looked at during one step. A step without successful samples is a gap, not zero. */
export interface Coverage {
  readonly at: number
  readonly server: string
  readonly samples: number
  readonly missed: number
  /** The sum of the looks' milliseconds. */
  readonly took: number
  readonly idleInTransaction: number
  readonly hidden: number
}

/** What can be asked of the past, in memory or in a file. All reads may run while another process writes. */
export interface History {
  /** The first and last moment that it knows; `undefined` while it is empty. */
  extent(): Span | undefined
  /** The finest step, in milliseconds, that still exists for the whole span. */
  stepOf(span: Span): number
  load(span: Span, step: number): LoadCell[]
  coverage(span: Span, step: number): Coverage[]
  totals(span: Span): StatementTotals[]
  marks(span: Span): Mark[]
  /** The latest state of each server before `at`. */
  servers(at: number): ServerState[]
  /** The last picture of each server in the span. */
  locks(span: Span): LockPicture[]
  close(): void
}

/** What a recorder writes into a history. */
export interface Recording {
  sample(sample: ActivitySample): void
  totals(totals: readonly StatementTotals[]): void
  mark(mark: Mark): void
  state(state: ServerState): void
  locks(picture: LockPicture): void
}
