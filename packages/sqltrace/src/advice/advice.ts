import type { Tags } from '@sqltrace/sqlcommenter'
import type { Place } from './rule/rule.js'
import type { AdviceRule } from './rules.js'

/** A cause with its line: what was seen, and what to do. It never holds a parameter's value. */
export interface Advice {
  readonly rule: AdviceRule
  /** The line that it is for; `undefined` where no line sent it, as for a pool's settings. */
  readonly file: string | undefined
  /** What was seen, in a sentence. */
  readonly seen: string
  /** What to do, in a sentence or two. */
  readonly remedy: string
  /** Other lines that have to do with it. */
  readonly places: readonly Place[]
  /** The statement, its literals masked where it has no parameters; `''` where there is none. */
  readonly sql: string
  /** The tags of the statement, such as `method` and `route`. */
  readonly tags: Tags
  /** How often it was seen at this line since it was given last. */
  readonly count: number
  /** The folder that `file` is relative to. */
  readonly root: string
}
