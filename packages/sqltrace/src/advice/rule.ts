import type { InnerRecord } from '../record/inner-record.js'
import type { AdviceRule, Place } from './advice.js'
import type { TextFacts } from './text/text-facts.js'

/** Looks at each finished statement in turn. What it says depends on the statements alone: no clock, no file, no network. */
export type Judge = (statement: InnerRecord, facts: TextFacts) => Finding | undefined

/** What a rule has seen. */
export interface Finding {
  /** The line that it is for. */
  readonly file: string
  /** What was seen; asked a moment later, when more may be known. */
  readonly seen: () => string
  readonly remedy: string
  readonly places?: readonly Place[]
  /** The statement that it is about. Defaults to the one that was looked at. */
  readonly statement?: Pick<InnerRecord, 'sql' | 'tags'>
}

/** One kind of advice on statements. */
export interface Rule<T extends object = object> {
  readonly name: AdviceRule
  /** What it compares with; each can be set. */
  readonly defaults: T
  /** A judge with its own, bounded memory. */
  judge(thresholds: T): Judge
}
