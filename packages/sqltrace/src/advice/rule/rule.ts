import type { InnerRecord } from '../../record/inner-record.js'
import type { TextFacts } from '../text/text-facts.js'

/** A line of code that has to do with it. */
export interface Place {
  /** What it has to do with it, such as `opened at`. */
  readonly label: string
  /** As the tag `file` writes it: `src/courses/repo.ts:42`. */
  readonly file: string
}

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
export interface Rule<Name extends string = string, T extends object = object> {
  readonly name: Name
  /** What it compares with; each can be set. */
  readonly defaults: T
  /** A judge with its own, bounded memory. */
  judge(thresholds: T): Judge
}
