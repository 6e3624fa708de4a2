import type { InnerRecord } from '../../record/inner-record.js'
import type { TextFacts } from '../text/text-facts.js'

/** A line of code that is related to the advice. */
export interface Place {
  /** How it is related, such as `opened at`. */
  readonly label: string
  /** In the format of the tag `file`: `src/courses/repo.ts:42`. */
  readonly file: string
}

/** Examines each finished statement in turn. The result depends only on the statements: no clock, no files, no network. */
export type Judge = (statement: InnerRecord, facts: TextFacts) => Finding | undefined

/** A problem that a rule has found. */
export interface Finding {
  /** The line to change. */
  readonly file: string
  /** What was seen; called a moment later, when more may be known. */
  readonly seen: () => string
  readonly remedy: string
  readonly places?: readonly Place[]
  /** The statement that it is about. Defaults to the examined one. */
  readonly statement?: Pick<InnerRecord, 'sql' | 'tags'>
}

/** One kind of advice on statements. */
export interface Rule<Name extends string = string, T extends object = object> {
  readonly name: Name
  /** The default thresholds; each can be overridden. */
  readonly defaults: T
  /** A judge with its own, bounded memory. */
  judge(thresholds: T): Judge
}
