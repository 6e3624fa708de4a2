import { guarded, settled } from '../runtime/guarded.js'
import type { Advice } from './advice.js'
import { Advisor } from './advisor.js'
import { listen } from './listen.js'
import { poolAdvice } from './pool-advice.js'
import { judges } from './judges.js'
import type { RuleSettings } from './rules.js'
import { writeToStderr } from './write-to-stderr.js'

/** What `advise` may be told. Every field is optional. */
export interface AdviseOptions {
  /** Takes each piece of advice; may be asynchronous. Defaults to a readable block on stderr, and to nothing with `NODE_ENV=production`. */
  readonly report?: (advice: Advice) => void
  /** Thresholds by rule; `false` switches a rule off. Defaults to all rules. */
  readonly rules?: RuleSettings
}

/** Advice is told a moment later: by then it is known how long a loop went on, and no query waits for it. */
const interval = 1000

/**
 * Watches the statements of this process and names causes with their lines: each once per rule, line and hour. The
 * attribute `sqltrace.advice` is put on the span, and the counter `sqltrace.advice` counts by rule. Returns what ends it.
 *
 * ```ts
 * import { advise } from 'sqltrace/advice'
 *
 * advise()
 * // sqltrace advice: n-plus-one
 * //   src/courses/list.ts:18  GET /courses
 * //   The same query ran 37 times, one after another, for 112 ms.
 * ```
 *
 * @throws SqltraceError for an unknown rule or threshold.
 */
export function advise({ report = writeToStderr, rules = {} }: AdviseOptions = {}): () => void {
  const advisor = new Advisor(judges(rules))
  const pools = new WeakSet<object>()
  const tell = () => {
    const ofPools = rules['pool-settings'] === false ? [] : (examine(pools) ?? [])
    for (const advice of [...ofPools, ...(take(advisor) ?? [])]) give(report, advice)
  }
  const stopListening = listen(advisor)
  const timer = setInterval(tell, interval).unref()
  process.on('exit', tell)
  return () => {
    stopListening()
    clearInterval(timer)
    process.off('exit', tell)
    tell()
  }
}

const examine = guarded('examine the pools', poolAdvice)
const take = guarded('collect advice', (advisor: Advisor) => advisor.take())

const reporting = 'report advice'
const give = guarded(reporting, (report: (advice: Advice) => unknown, advice: Advice) =>
  settled(reporting, report(advice)),
)
