import type { Tags } from '@sqltrace/sqlcommenter'
import type { Place } from './rule/rule.js'
import type { AdviceRule } from './rules.js'

/** A problem and the line that causes it: what was seen, and what to do. Never contains parameter values. */
export interface Advice {
  readonly rule: AdviceRule
  /** The line to change, as in the tag `file`; `undefined` if there is none, as for pool settings. */
  readonly file: string | undefined
  /** What was seen, in one sentence. */
  readonly seen: string
  /** What to do, in a sentence or two. */
  readonly remedy: string
  /** Related lines. */
  readonly places: readonly Place[]
  /** The statement with its literals masked, at most 300 characters; `''` if there is none. */
  readonly sql: string
  /** The tags of the statement, such as `method` and `route`. */
  readonly tags: Tags
  /** How often it was seen at this line since the last report. */
  readonly count: number
  /** The folder that `file` is relative to. */
  readonly root: string
}
