import { currentScope, runInScope } from '@sqltrace/context'
import type { Advice } from './advice.js'
import { Advisor } from './advisor.js'
import { listen } from './listen.js'
import { renderAdvice } from './render-advice.js'
import { judges } from './judges.js'
import type { RuleSettings } from './rules.js'

/** The error with which `expectNoAdvice` rejects; `message` contains the advice as readable blocks. */
export class AdviceError extends Error {
  override readonly name = 'AdviceError'
  readonly advice: readonly Advice[]

  constructor(advice: readonly Advice[]) {
    super(`Expected no advice.\n\n${advice.map((one) => renderAdvice(one)).join('\n')}`)
    this.advice = advice
  }
}

/** Tests have few rows, so a loop counts however short it is. */
const inTests: RuleSettings = { 'n-plus-one': { milliseconds: 0 } }

/**
 * Runs `fn` as one unit of work and returns its result. Rejects with an {@link AdviceError} if there is advice on any
 * statement that finishes in this process in the meantime, so don't use it in concurrent tests. Works with any test runner.
 * `rules` sets thresholds as in `advise`. Throws a `SqltraceError` for an unknown rule or threshold.
 *
 * ```ts
 * import test from 'node:test'
 * import { expectNoAdvice } from 'sqltrace/advice'
 *
 * test('the list of courses needs two queries', () => expectNoAdvice(() => listCourses()))
 * ```
 */
export async function expectNoAdvice<T>(
  fn: () => T | Promise<T>,
  rules: RuleSettings = {},
): Promise<T> {
  const advisor = new Advisor(judges({ ...inTests, ...rules }))
  const stopListening = listen(advisor)
  const scope = currentScope()
  try {
    const result = await runInScope({ ...scope, tags: { ...scope?.tags } }, fn)
    const advice = advisor.take()
    if (advice.length > 0) throw new AdviceError(advice)
    return result
  } finally {
    stopListening()
  }
}
