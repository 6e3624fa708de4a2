import { currentScope, runInScope } from '@sqltrace/context'
import type { Advice } from './advice.js'
import { Advisor } from './advisor.js'
import { listen } from './listen.js'
import { renderAdvice } from './render-advice.js'
import { judges } from './judges.js'
import type { RuleSettings } from './rules.js'

/** What `expectNoAdvice` rejects with: `message` is the advice as readable blocks. */
export class AdviceError extends Error {
  override readonly name = 'AdviceError'
  readonly advice: readonly Advice[]

  constructor(advice: readonly Advice[]) {
    super(`Expected no advice.\n\n${advice.map((one) => renderAdvice(one)).join('\n')}`)
    this.advice = advice
  }
}

/** A test has few rows, so a loop is one however short it takes. */
const inTests: RuleSettings = { 'n-plus-one': { milliseconds: 0 } }

/**
 * Runs `fn` as one piece of work and returns its result; rejects with an {@link AdviceError} where there is advice on a
 * statement that finished meanwhile. For any test runner; tests that run side by side in one process see each other.
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
