import { guarded, settled } from '../runtime/guarded.js'
import type { Advice } from './advice.js'
import { Advisor } from './advisor.js'
import { listen } from './listen.js'
import { poolAdvice } from './pool-advice.js'
import { judges } from './judges.js'
import type { RuleSettings } from './rules.js'
import { writeToStderr } from './write-to-stderr.js'

/** Options for `advise`. Every field is optional. */
export interface AdviseOptions {
  /** Called with each piece of advice; may be asynchronous. Defaults to a readable block on stderr, or to nothing if `NODE_ENV` is `production`. */
  readonly report?: (advice: Advice) => void
  /** Thresholds by rule; `false` turns a rule off. Defaults to all rules with their default thresholds. */
  readonly rules?: RuleSettings
}

/** Milliseconds. Reports are delayed so that a loop's total is known, and no query waits for them. */
const interval = 1000

/**
 * Watches this process's statements and reports problems with the lines that cause them: at most once per rule, line and
 * hour. Also sets the span attribute `sqltrace.advice` and increments the counter `sqltrace.advice` by rule. Returns a
 * function that stops it.
 *
 * ```ts
 * import { advise } from 'sqltrace/advice'
 *
 * advise()
 * // sqltrace advice: n-plus-one
 * //   src/courses/list.ts:18  GET /courses
 * //   The same query ran 37 times in a row, taking 112 ms.
 * ```
 *
 * @throws SqltraceError for an unknown rule or threshold, or an invalid threshold.
 */
export function advise({ report = writeToStderr, rules = {} }: AdviseOptions = {}): () => void {
  const advisor = new Advisor(judges(rules))
  const pools = new WeakSet<object>()
  const flush = () => {
    const ofPools = rules['pool-settings'] === false ? [] : (examine(pools) ?? [])
    for (const advice of [...ofPools, ...(take(advisor) ?? [])]) send(report, advice)
  }
  const stopListening = listen(advisor)
  const timer = setInterval(flush, interval).unref()
  process.on('exit', flush)
  return () => {
    stopListening()
    clearInterval(timer)
    process.off('exit', flush)
    flush()
  }
}

const examine = guarded('examine the pools', poolAdvice)
const take = guarded('collect advice', (advisor: Advisor) => advisor.take())

const reporting = 'report advice'
const send = guarded(reporting, (report: (advice: Advice) => unknown, advice: Advice) =>
  settled(reporting, report(advice)),
)
